# The minimum is the service's, not a revision's: changing it makes no revision, so the pipeline's image, names and traffic
# stay as they are. Cloud Run has no narrower permission than run.services.update, and checks at every update that the
# caller may act as the service's account, so this module's account gets both on these services alone, and has no key.

locals {
  settings = merge([
    for key, schedule in var.schedules : {
      for direction, setting in { up = schedule.up, down = schedule.down } :
      "${key}-${direction}" => {
        cron      = setting.cron
        min       = setting.min
        time_zone = schedule.time_zone
        service   = schedule.service
        region    = schedule.region
      }
    }
  ]...)
}

resource "google_service_account" "scaler" {
  count = length(var.schedules) > 0 ? 1 : 0

  project      = var.project_id
  account_id   = "${var.name}-scaler"
  display_name = "Schedules ${var.name}: scales Cloud Run services"
}

resource "google_project_iam_custom_role" "scaler" {
  count = length(var.schedules) > 0 ? 1 : 0

  project     = var.project_id
  role_id     = "${replace(var.name, "-", "_")}_scaler"
  title       = "Schedules ${var.name}: scale services"
  description = "Changes Cloud Run services that it is granted on"
  permissions = ["run.services.update"]
}

resource "google_cloud_run_v2_service_iam_member" "scaler" {
  for_each = var.schedules

  project  = var.project_id
  location = each.value.region
  name     = each.value.service
  role     = google_project_iam_custom_role.scaler[0].id
  member   = google_service_account.scaler[0].member
}

# Services in several regions share an account.
resource "google_service_account_iam_member" "scaler" {
  for_each = toset([for schedule in var.schedules : schedule.service_account_email])

  service_account_id = "projects/${var.project_id}/serviceAccounts/${each.value}"
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.scaler[0].member
}

resource "google_cloud_scheduler_job" "scaling" {
  for_each = local.settings

  project          = var.project_id
  region           = var.region
  name             = "${var.name}-${each.key}"
  description      = "At least ${each.value.min} instances of ${each.value.service} in ${each.value.region}"
  schedule         = each.value.cron
  time_zone        = each.value.time_zone
  paused           = var.paused
  attempt_deadline = "60s"

  # A release that changes the service in the same moment makes Cloud Run answer 409. Setting the minimum twice does no harm.
  retry_config {
    retry_count          = 5
    min_backoff_duration = "30s"
    max_backoff_duration = "300s"
  }

  http_target {
    http_method = "PATCH"
    uri         = "https://run.googleapis.com/v2/projects/${var.project_id}/locations/${each.value.region}/services/${each.value.service}?updateMask=scaling.minInstanceCount"
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode(jsonencode({ scaling = { minInstanceCount = each.value.min } }))

    oauth_token {
      service_account_email = google_service_account.scaler[0].email
      scope                 = "https://www.googleapis.com/auth/cloud-platform"
    }
  }

  depends_on = [
    google_cloud_run_v2_service_iam_member.scaler,
    google_service_account_iam_member.scaler,
  ]
}
