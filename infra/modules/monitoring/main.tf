# Watches Cloud Run services and Cloud SQL databases with Cloud Monitoring: notification channels, uptime checks, alerts, objectives (SLOs) with
# burn-rate alerts, metrics from logs, and dashboards. Every alert says what it means and what to do first.
# Left to others: the services and databases, the tokens of Slack and PagerDuty, what the services themselves measure, and the monitoring API,
# which must be enabled.

locals {
  monitored_project_id = coalesce(var.monitored_project_id, var.project_id)

  # The most urgent first. Channels choose among them.
  severities = ["CRITICAL", "ERROR", "WARNING"]

  channel_names = merge(
    { for key, channel in google_monitoring_notification_channel.channel : key => channel.name },
    { for key, channel in var.existing_channels : key => channel.name },
  )

  channel_severities = merge(
    { for key, channel in var.channels : key => channel.severities },
    { for key, channel in var.existing_channels : key => channel.severities },
  )

  channels_for = {
    for severity in local.severities : severity => [
      for key, severities in local.channel_severities : local.channel_names[key] if contains(severities, severity)
    ]
  }

  runbook_links = var.runbook_url == null ? [] : [var.runbook_url]

  # Google closes an incident by itself when the metric has been silent for this long.
  auto_close = "3600s"

  # PromQL asks for the kind of resource wherever several kinds have a metric.
  service_selectors = {
    for key, service in var.services : key => join(",", [
      "monitored_resource=\"cloud_run_revision\"",
      "project_id=\"${local.monitored_project_id}\"",
      "service_name=\"${coalesce(service.cloud_run_name, key)}\"",
    ])
  }

  every_service_selector = join(",", [
    "monitored_resource=\"cloud_run_revision\"",
    "project_id=\"${local.monitored_project_id}\"",
    "service_name=~\"${join("|", sort([for key, service in var.services : coalesce(service.cloud_run_name, key)]))}\"",
  ])
}
