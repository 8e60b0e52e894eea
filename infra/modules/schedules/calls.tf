# Calls have an account of their own: it may do nothing until somebody lets it, and never scales.

resource "google_service_account" "caller" {
  count = length(var.calls) > 0 ? 1 : 0

  project      = var.project_id
  account_id   = "${var.name}-caller"
  display_name = "Schedules ${var.name}: calls"
}

resource "google_cloud_scheduler_job" "call" {
  for_each = var.calls

  project          = var.project_id
  region           = var.region
  name             = "${var.name}-${each.key}"
  description      = each.value.description
  schedule         = each.value.cron
  time_zone        = each.value.time_zone
  paused           = var.paused
  attempt_deadline = "${each.value.deadline_seconds}s"

  retry_config {
    retry_count = each.value.retries
  }

  http_target {
    http_method = each.value.method
    uri         = each.value.url
    headers     = each.value.headers
    body        = each.value.body == null ? null : base64encode(each.value.body)

    # Google's own APIs take access tokens, everything else identity tokens.
    dynamic "oauth_token" {
      for_each = can(regex("^https://[a-z0-9.-]+[.]googleapis[.]com/", each.value.url)) ? [local.caller_email] : []
      content {
        service_account_email = oauth_token.value
        scope                 = "https://www.googleapis.com/auth/cloud-platform"
      }
    }

    dynamic "oidc_token" {
      for_each = can(regex("^https://[a-z0-9.-]+[.]googleapis[.]com/", each.value.url)) ? [] : [local.caller_email]
      content {
        service_account_email = oidc_token.value
        audience              = each.value.audience
      }
    }
  }
}

locals {
  caller_email = one(google_service_account.caller[*].email)
}
