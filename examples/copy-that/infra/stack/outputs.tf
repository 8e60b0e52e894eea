output "api_url" {
  description = "URL of the API at Cloud Run itself."
  value       = module.api.uri
}

output "canary_url" {
  description = "URL of the revision that carries the tag `canary`. It answers while a release holds one."
  value       = replace(module.api.uri, "https://", "https://canary---")
}

output "addresses" {
  description = "Address of the load balancer, for the domain's A record."
  value       = [module.load_balancer.ipv4_address]
}

output "certificate_dns_records" {
  description = "Records that prove the domain. The certificate is issued once they exist."
  value       = module.load_balancer.certificate_dns_records
}

output "database_connection_name" {
  description = "Connection name of the database, for Cloud SQL's proxy."
  value       = module.database.connection_name
}
