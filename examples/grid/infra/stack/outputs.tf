output "api_url" {
  description = "URL of the API. Callers' identity tokens are meant for it."
  value       = local.api_url
}

output "dns_records" {
  description = "Records to make for the domain: where it points to, and what proves it to Google, which then issues its certificate."
  value = [
    { name = "${var.domain}.", type = "A", data = module.load_balancer.ipv4_address },
    module.load_balancer.certificate_dns_records[var.domain],
  ]
}

output "service_urls" {
  description = "URLs at Cloud Run itself, by service."
  value       = { for name, service in module.service : name => service.uri }
}

output "nat_addresses" {
  description = "Fixed outbound addresses, for others to allow."
  value       = module.network.nat_ips[var.region]
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
  value       = sort([for id in keys(module.secrets.secret_ids) : id if id != "grid-redis-ca"])
}

output "apigee_service_attachment" {
  description = "What a Private Service Connect endpoint or load balancer reaches Apigee by; null without Apigee."
  value       = one([for instance in values(google_apigee_instance.this) : instance.service_attachment])
}

output "dashboards" {
  description = "Ids of the dashboards in Cloud Monitoring."
  value       = module.monitoring.dashboards
}
