output "identities" {
  description = "`identity` of each environment in slipway.yaml."
  value = {
    for name, identity in module.deploy_identity : name => {
      provider       = identity.provider_name
      serviceAccount = identity.emails[name]
    }
  }
}

output "registry" {
  description = "`registry` in slipway.yaml."
  value       = module.registry.url
}

output "state_buckets" {
  description = "Bucket of each environment's backend."
  value       = { for name, state in module.state : name => state.bucket }
}
