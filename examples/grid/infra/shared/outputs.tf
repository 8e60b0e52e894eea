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
