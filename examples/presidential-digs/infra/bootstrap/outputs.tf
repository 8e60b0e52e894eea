output "identities" {
  description = "`identity` of each environment in slipway.yaml."
  value = {
    for name, email in module.deploy_identity.emails : name => {
      provider       = module.deploy_identity.provider_name
      serviceAccount = email
    }
  }
}

output "registries" {
  description = "Address of the registry in each region; the first is `registry` in slipway.yaml."
  value       = { for region, registry in module.registry : region => registry.url }
}

output "pagerduty_channel" {
  description = "Full name of PagerDuty's channel, for infra/environments.tf."
  value       = module.pager.channels["pagerduty"]
}
