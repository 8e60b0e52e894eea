output "channels" {
  description = "Full name of each notification channel that was made, for budgets and other alerts."
  value       = { for key, channel in google_monitoring_notification_channel.channel : key => channel.name }
}

output "uptime_checks" {
  description = "Id of each uptime check."
  value       = { for key, check in google_monitoring_uptime_check_config.check : key => check.uptime_check_id }
}

output "alert_policies" {
  description = "Full name of each alert policy, by what it watches, such as api/errors."
  value = merge(
    { for key, policy in google_monitoring_alert_policy.service : key => policy.name },
    { for key, policy in google_monitoring_alert_policy.database : "database/${key}" => policy.name },
    { for key, policy in google_monitoring_alert_policy.uptime : "uptime/${key}" => policy.name },
    { for key, policy in google_monitoring_alert_policy.uptime_latency : "uptime-latency/${key}" => policy.name },
    { for key, policy in google_monitoring_alert_policy.burn_rate : "slo/${key}" => policy.name },
    { for key, policy in google_monitoring_alert_policy.log_metric : "log/${key}" => policy.name },
  )
}

output "slos" {
  description = "Full name of each objective, such as api/availability."
  value       = { for key, slo in google_monitoring_slo.slo : key => slo.name }
}

output "dashboards" {
  description = "Id of each dashboard, such as services/api, database, experience and cost."
  value       = { for key, dashboard in google_monitoring_dashboard.dashboard : key => dashboard.id }
}

output "log_metrics" {
  description = "Type of each metric from logs, for charts and alerts of one's own."
  value       = { for key, metric in google_logging_metric.metric : key => "logging.googleapis.com/user/${metric.name}" }
}
