# Exports on a schedule: SQL files that outlive the instance and that any PostgreSQL can read. Backups are for recovery, these are for the rest.
# Cloud Scheduler starts a workflow, because an export needs a new file name every time (Cloud SQL refuses one that exists), one database at
# a time, and someone who waits and sees whether it worked.

locals {
  exports      = var.exports[*]
  role_prefix  = replace(var.name, "-", "_")
  exports_name = "${var.name}-exports"
}

resource "google_storage_bucket" "exports" {
  count = length(local.exports)

  project                     = var.project_id
  name                        = coalesce(var.exports.bucket_name, "${var.project_id}-${local.exports_name}")
  location                    = coalesce(var.exports.bucket_location, var.region)
  storage_class               = var.exports.storage_class
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !var.deletion_protection
  labels                      = var.labels

  versioning {
    enabled = true
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age        = var.exports.retention_days
      with_state = "LIVE"
    }
  }

  # A deleted export can be brought back for a week.
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      days_since_noncurrent_time = 7
      with_state                 = "ARCHIVED"
    }
  }

  dynamic "encryption" {
    for_each = var.exports.kms_key[*]
    content {
      default_kms_key_name = encryption.value
    }
  }
}

# The instance writes the file itself: it may add files to this bucket, not read, replace or delete them.
resource "google_project_iam_custom_role" "export_writer" {
  count = length(local.exports)

  project     = var.project_id
  role_id     = "${local.role_prefix}_export_writer"
  title       = "Writer of exports of ${var.name}"
  description = "What Cloud SQL needs in the bucket that it exports to."
  permissions = ["storage.buckets.get", "storage.objects.create"]
}

resource "google_storage_bucket_iam_member" "instance" {
  count = length(local.exports)

  bucket = google_storage_bucket.exports[0].name
  role   = google_project_iam_custom_role.export_writer[0].name
  member = "serviceAccount:${google_sql_database_instance.primary.service_account_email_address}"
}

# The workflow may start an export of this instance and look whether it is done. It cannot read the file.
resource "google_service_account" "exporter" {
  count = length(local.exports)

  project      = var.project_id
  account_id   = "${var.name}-export"
  display_name = "Exports the Cloud SQL instance ${var.name}"
}

resource "google_project_iam_custom_role" "exporter" {
  count = length(local.exports)

  project     = var.project_id
  role_id     = "${local.role_prefix}_exporter"
  title       = "Exporter of ${var.name}"
  description = "Starts exports of Cloud SQL instances and sees how they go."
  permissions = ["cloudsql.instances.export", "cloudsql.instances.get"]
}

resource "google_project_iam_member" "exporter" {
  count = length(local.exports)

  project = var.project_id
  role    = google_project_iam_custom_role.exporter[0].name
  member  = "serviceAccount:${google_service_account.exporter[0].email}"

  condition {
    title      = "Only ${var.name}"
    expression = "resource.type == \"sqladmin.googleapis.com/Instance\" && resource.name == \"projects/${var.project_id}/instances/${var.name}\""
  }
}

resource "google_workflows_workflow" "export" {
  count = length(local.exports)

  project             = var.project_id
  region              = coalesce(var.exports.scheduler_region, var.region)
  name                = local.exports_name
  description         = "Exports ${var.name}'s databases to ${google_storage_bucket.exports[0].name}, one after the other."
  service_account     = google_service_account.exporter[0].id
  call_log_level      = "LOG_ERRORS_ONLY"
  deletion_protection = var.deletion_protection
  labels              = var.labels

  source_contents = templatefile("${path.module}/export.yaml.tftpl", {
    project   = var.project_id
    instance  = google_sql_database_instance.primary.name
    bucket    = google_storage_bucket.exports[0].name
    databases = sort(coalesce(var.exports.databases, var.databases))
  })

  depends_on = [google_storage_bucket_iam_member.instance, google_project_iam_member.exporter]
}

resource "google_service_account" "export_starter" {
  count = length(local.exports)

  project      = var.project_id
  account_id   = "${var.name}-cron"
  display_name = "Starts the exports of the Cloud SQL instance ${var.name}"
}

resource "google_project_iam_member" "export_starter" {
  count = length(local.exports)

  project = var.project_id
  role    = "roles/workflows.invoker" # Workflows has no policy per workflow
  member  = "serviceAccount:${google_service_account.export_starter[0].email}"
}

resource "google_cloud_scheduler_job" "export" {
  count = length(local.exports)

  project          = var.project_id
  region           = coalesce(var.exports.scheduler_region, var.region)
  name             = local.exports_name
  description      = "Starts the export of ${var.name}."
  schedule         = var.exports.schedule
  time_zone        = var.exports.time_zone
  attempt_deadline = "60s"

  retry_config {
    retry_count = 3
  }

  http_target {
    http_method = "POST"
    uri         = "https://workflowexecutions.googleapis.com/v1/${google_workflows_workflow.export[0].id}/executions"
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode("{}")

    oauth_token {
      service_account_email = google_service_account.export_starter[0].email
    }
  }

  depends_on = [google_project_iam_member.export_starter]
}
