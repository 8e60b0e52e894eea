# A bucket for Terraform's state: encrypted with a key of one's own, every version kept for a while, open to named members only.
# Apply it once with local state, then put `backend_block` into the environments and move its own state there too
# (terraform init -migrate-state). The GCS backend locks by itself; nothing else is needed.
# Left to others: the project, its APIs (storage and cloudkms.googleapis.com) and the bucket that access logs go to.

locals {
  deletion_policy = var.deletion_protection ? "PREVENT" : "DELETE"
}

# Google encrypts with the key as this account. Reading it also makes it, where a project never stored anything.
data "google_storage_project_service_account" "agent" {
  count = var.storage_agent == null ? 1 : 0

  project = var.project_id
}

resource "google_kms_key_ring" "state" {
  project  = var.project_id
  name     = "${var.name}-state"
  location = var.region
}

resource "google_kms_crypto_key" "state" {
  name                       = "state"
  key_ring                   = google_kms_key_ring.state.id
  purpose                    = "ENCRYPT_DECRYPT"
  rotation_period            = "${var.key_rotation_days * 86400}s"
  destroy_scheduled_duration = "${30 * 86400}s"
  labels                     = var.labels
  deletion_policy            = local.deletion_policy
}

resource "google_kms_crypto_key_iam_member" "storage" {
  crypto_key_id = google_kms_crypto_key.state.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = var.storage_agent == null ? data.google_storage_project_service_account.agent[0].member : var.storage_agent
}

resource "google_storage_bucket" "state" {
  project                     = var.project_id
  name                        = "${var.name}-state"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  deletion_policy             = local.deletion_policy
  labels                      = var.labels

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = google_kms_crypto_key.state.id
  }

  soft_delete_policy {
    retention_duration_seconds = var.soft_delete_days * 86400
  }

  # There is no retention policy: it would forbid Terraform to replace the state and to remove its lock. What is kept, is kept by versions.
  lifecycle_rule {
    action {
      type = "Delete"
    }

    # Both must hold: a version goes when it is old and enough newer ones exist.
    condition {
      with_state                 = "ARCHIVED"
      num_newer_versions         = var.versions_kept
      days_since_noncurrent_time = var.version_retention_days
    }
  }

  dynamic "logging" {
    for_each = var.log_bucket == null ? [] : [var.log_bucket]

    content {
      log_bucket        = logging.value
      log_object_prefix = "${var.name}-state"
    }
  }

  depends_on = [google_kms_crypto_key_iam_member.storage]
}

resource "google_storage_bucket_iam_member" "writer" {
  for_each = var.writers

  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectUser"
  member = each.value
}

resource "google_storage_bucket_iam_member" "reader" {
  for_each = var.readers

  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectViewer"
  member = each.value
}

resource "google_storage_bucket_iam_member" "planner" {
  for_each = var.planners

  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectViewer"
  member = each.value
}

# The lock is an object beside the state.
resource "google_storage_bucket_iam_member" "planner_lock" {
  for_each = var.planners

  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectUser"
  member = each.value

  condition {
    title       = "Only locks"
    description = "Locks of Terraform's state, and not the state."
    expression  = "resource.type == \"storage.googleapis.com/Object\" && resource.name.endsWith(\".tflock\")"
  }
}
