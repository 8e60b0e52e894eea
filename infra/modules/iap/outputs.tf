output "service_agent_member" {
  description = "IAP's service agent as a member, to let it call services that this module does not know."
  value       = local.agent
}

output "protected_resources" {
  description = "Full names of what IAP protects here, by backend/KEY and direct/KEY, as IAP's settings and audiences name them."
  value       = { for key, resource in local.protected_resources : key => "projects/${var.project_number}/iap_web/${resource}" }
}
