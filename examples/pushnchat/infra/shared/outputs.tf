output "provider_name" {
  description = "Workload Identity provider, for `identity.provider` in slipway.yaml."
  value       = module.deploy_identity.provider_name
}

output "deployers" {
  description = "Accounts that release, by environment, for `identity.serviceAccount` in slipway.yaml and for `deployers` of the environments."
  value       = module.deploy_identity.emails
}

output "registry" {
  description = "Repository of images, for `registry` in slipway.yaml."
  value       = module.images.url
}

output "name_servers" {
  description = "Name servers to enter at the registrar of the domain."
  value       = module.domain.name_servers
}

output "ds_records" {
  description = "DS records to enter there, once the name servers answer."
  value       = module.domain.ds_records
}
