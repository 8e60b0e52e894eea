output "job_names" {
  description = "Names of the Cloud Scheduler jobs, by KEY-up and KEY-down of schedules and by the keys of calls."
  value = merge(
    { for key, job in google_cloud_scheduler_job.scaling : key => job.name },
    { for key, job in google_cloud_scheduler_job.call : key => job.name },
  )
}

output "scaler_service_account_email" {
  description = "E-mail address of the account that scales services; null without schedules."
  value       = length(var.schedules) > 0 ? "${var.name}-scaler@${local.email_domain}" : null

  depends_on = [google_service_account.scaler]
}

output "caller_service_account_email" {
  description = "E-mail address of the account that calls are made with, to be let in by what is called; null without calls. Known before it is made, so it may be part of other modules' sets and keys."
  value       = length(var.calls) > 0 ? "${var.name}-caller@${local.email_domain}" : null

  depends_on = [google_service_account.caller]
}
