output "api_url" {
  description = "URL of the API at Cloud Run itself."
  value       = module.stack.api_url
}

output "canary_url" {
  description = "URL of the revision that carries the tag `canary`. It answers while a release holds one."
  value       = module.stack.canary_url
}

output "addresses" {
  description = "Address of the load balancer, for the domain's A record."
  value       = module.stack.addresses
}

output "certificate_dns_records" {
  description = "Records that prove the domain. The certificate is issued once they exist."
  value       = module.stack.certificate_dns_records
}
