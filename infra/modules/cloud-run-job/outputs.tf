output "name" {
  description = "Name of the job."
  value       = google_cloud_run_v2_job.this.name
}

output "id" {
  description = "Full name of the job: projects/PROJECT/locations/REGION/jobs/NAME."
  value       = google_cloud_run_v2_job.this.id
}

output "location" {
  description = "Region that the job runs in."
  value       = google_cloud_run_v2_job.this.location
}

output "service_account_email" {
  description = "E-mail address of the account that the job runs as. Known before it is made, so it may be part of other modules' sets and keys."
  value       = var.service_account.create ? local.created_email : var.service_account.email

  depends_on = [google_service_account.this]
}
