output "front_end_url" {
  description = "URL of the front end."
  value       = module.stack.front_end_url
}

output "gateway_hostnames" {
  description = "Host names of the API gateway, for applications, by region."
  value       = module.stack.gateway_hostnames
}

output "secrets_to_fill" {
  description = "Secrets that wait for a value."
  value       = module.stack.secrets_to_fill
}
