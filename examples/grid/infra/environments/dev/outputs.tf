output "api_url" {
  description = "URL of the API."
  value       = module.stack.api_url
}

output "dns_records" {
  description = "Records to make for the domain."
  value       = module.stack.dns_records
}

output "secrets_to_fill" {
  description = "Secrets that wait for a value."
  value       = module.stack.secrets_to_fill
}
