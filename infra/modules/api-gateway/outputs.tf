output "api_id" {
  description = "Id of the API."
  value       = google_api_gateway_api.this.api_id
}

output "config_id" {
  description = "Full name of the config that the gateways serve."
  value       = google_api_gateway_api_config.this.id
}

output "hostnames" {
  description = "Host names of the gateways, by region."
  value       = { for region, gateway in google_api_gateway_gateway.this : region => gateway.default_hostname }
}

output "managed_service" {
  description = "Name of the API as a service that a project can enable, and that API keys are restricted to."
  value       = google_api_gateway_api.this.managed_service
}

output "service_account_email" {
  description = "E-mail address of the account that the gateways call their services with. Known before it is made, so it may be part of other modules' sets and keys."
  value       = local.service_account_email

  depends_on = [google_service_account.this]
}
