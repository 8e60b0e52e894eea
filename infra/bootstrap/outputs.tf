output "identity_provider" {
  description = "Provider that runs sign in with: identity.provider in slipway.yaml."
  value       = module.deploy_identity.provider_name
}

output "service_accounts" {
  description = "Account of each environment, and of each that may only plan: identity.serviceAccount in slipway.yaml, and deployers in the environment's terraform.tfvars."
  value       = module.deploy_identity.emails
}

output "state_buckets" {
  description = "Bucket of each environment's state, as its backend block names it."
  value       = { for name, state in module.state : name => state.bucket }
}

output "registry" {
  description = "Repository of the images of staging and production: registry in slipway.yaml and terraform.tfvars."
  value       = module.images.url
}

output "backend_block" {
  description = "Text for backend.tf in this folder, once its bucket exists."
  value       = replace(module.state["bootstrap"].backend_block, "ENVIRONMENT", "bootstrap")
}
