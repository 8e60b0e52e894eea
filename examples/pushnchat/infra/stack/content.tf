# What users upload, such as pictures of what they sell. Deleted and replaced files can be brought back for 30 days, and a copy an hour old at most is
# in the backup region.

resource "google_storage_bucket" "content" {
  project                     = var.project_id
  name                        = "${var.project_id}-content"
  location                    = local.primary_region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !var.deletion_protection
  labels                      = local.labels

  versioning {
    enabled = true
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      with_state                 = "ARCHIVED"
      days_since_noncurrent_time = 30
    }
  }

  depends_on = [module.apis]
}

# The service signs the addresses that browsers upload to and read from.
resource "google_storage_bucket_iam_member" "listing" {
  bucket = google_storage_bucket.content.name
  role   = "roles/storage.objectUser"
  member = google_service_account.service["listing"].member
}

resource "google_service_account_iam_member" "listing_signs" {
  service_account_id = google_service_account.service["listing"].name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.service["listing"].member
}

resource "google_storage_bucket" "copy" {
  count = var.content_is_copied ? 1 : 0

  project                     = var.project_id
  name                        = "${var.project_id}-content-copy"
  location                    = var.backup_region
  storage_class               = "NEARLINE"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !var.deletion_protection
  labels                      = local.labels

  versioning {
    enabled = true
  }

  depends_on = [module.apis]
}

data "google_storage_transfer_project_service_account" "agent" {
  count = var.content_is_copied ? 1 : 0

  project    = var.project_id
  depends_on = [module.apis]
}

locals {
  copier_roles = {
    source = ["roles/storage.legacyBucketReader", "roles/storage.objectViewer"]
    copy   = ["roles/storage.legacyBucketReader", "roles/storage.objectUser"]
  }

  copier_grants = merge([
    for bucket, roles in local.copier_roles : { for role in roles : "${bucket}/${role}" => { bucket = bucket, role = role } if var.content_is_copied }
  ]...)
}

resource "google_storage_bucket_iam_member" "copier" {
  for_each = local.copier_grants

  bucket = each.value.bucket == "source" ? google_storage_bucket.content.name : google_storage_bucket.copy[0].name
  role   = each.value.role
  member = data.google_storage_transfer_project_service_account.agent[0].member
}

resource "google_storage_transfer_job" "copy" {
  count = var.content_is_copied ? 1 : 0

  project     = var.project_id
  description = "Copies ${google_storage_bucket.content.name} to ${var.backup_region} every hour. What is deleted here stays there."

  transfer_spec {
    gcs_data_source {
      bucket_name = google_storage_bucket.content.name
    }
    gcs_data_sink {
      bucket_name = google_storage_bucket.copy[0].name
    }
  }

  schedule {
    repeat_interval = "3600s"
    schedule_start_date {
      year  = 2026
      month = 1
      day   = 1
    }
  }

  depends_on = [google_storage_bucket_iam_member.copier]
}
