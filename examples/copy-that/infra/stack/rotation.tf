# Secret Manager says once in 30 days that a secret is due; it does not change it. The message waits in a subscription, and an alert stands for
# as long as it does: whoever has added the new value acknowledges it.

module "rotation" {
  source = "../../../../infra/modules/pubsub"

  project_id = var.project_id
  labels     = local.labels

  subscriptions = {
    copy-that-secrets-due = {
      topic          = "projects/${var.project_id}/topics/copy-that-secret-rotation" # made by infra/bootstrap
      filter         = "attributes.eventType = \"SECRET_ROTATE\""
      retention_days = 31
    }
  }
}

resource "google_monitoring_alert_policy" "secrets_due" {
  project               = var.project_id
  display_name          = "copy-that-${var.environment}: a secret is due for a new value"
  severity              = "WARNING"
  combiner              = "OR"
  notification_channels = [module.monitoring.channels["team"]]
  user_labels           = local.labels

  conditions {
    display_name = "A rotation is waiting"

    condition_threshold {
      filter          = "resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"copy-that-secrets-due\" AND metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "300s"

      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = <<-EOT
      A secret is 30 days old. What to do:
      1. Which one: `gcloud pubsub subscriptions pull copy-that-secrets-due --project ${var.project_id}`
      2. Make a new key at its issuer and add it: `gcloud secrets versions add NAME --data-file=- --project ${var.project_id}`
      3. Raise `database.password_version` in infra/environments/${var.environment} and apply it: the database's password is as old.
      4. Release at once: new instances read both, and running ones can open no new connection with the old password. Then end the old key at its issuer.
      5. Acknowledge: `gcloud pubsub subscriptions pull copy-that-secrets-due --auto-ack --project ${var.project_id}`
    EOT
  }
}
