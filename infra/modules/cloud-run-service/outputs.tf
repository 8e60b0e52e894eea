output "name" {
  description = "Name of the service."
  value       = google_cloud_run_v2_service.this.name
}

output "id" {
  description = "Full name of the service: projects/PROJECT/locations/REGION/services/NAME."
  value       = google_cloud_run_v2_service.this.id
}

output "uri" {
  description = "URL of the service at Cloud Run itself."
  value       = google_cloud_run_v2_service.this.uri
}

output "location" {
  description = "Region that the service runs in."
  value       = google_cloud_run_v2_service.this.location
}

output "service_account_email" {
  description = "E-mail address of the account that the service runs as. Known before it is made, so it may be part of other modules' sets and keys."
  value       = var.service_account.create ? local.created_email : var.service_account.email

  depends_on = [google_service_account.this]
}
