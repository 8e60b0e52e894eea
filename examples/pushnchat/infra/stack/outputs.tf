output "front_end_url" {
  description = "URL of the front end."
  value       = "https://${var.domain}"
}

output "gateway_hostnames" {
  description = "Host names of the API gateway, for applications, by region."
  value       = module.gateway.hostnames
}

output "service_urls" {
  description = "URLs at Cloud Run itself, by service and region."
  value       = { for key, service in module.service : key => service.uri }
}

output "database_connection_name" {
  description = "The database as Cloud SQL's connectors name it, project:region:instance."
  value       = module.database.connection_name
}

output "exports_bucket" {
  description = "Bucket with the database's exports."
  value       = module.database.exports_bucket
}

output "secrets_to_fill" {
  description = "Secrets that Terraform makes without a value. Services that use them start only once they have one."
  value       = sort([for id in keys(module.secrets.secret_ids) : id if id != "redis-ca"])
}

output "dashboards" {
  description = "Ids of the dashboards in Cloud Monitoring."
  value       = module.monitoring.dashboards
}

output "firebase_app_id" {
  description = "Id of the web front end in Firebase."
  value       = google_firebase_web_app.web.app_id
}
