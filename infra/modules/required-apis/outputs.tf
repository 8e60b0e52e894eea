output "enabled_apis" {
  description = "The APIs that are switched on. A module that depends on this waits until they are."
  value       = toset([for api in google_project_service.this : api.service])
}

output "service_agents" {
  description = "The service agents that exist, as IAM members by API."
  value       = { for api, agent in google_project_service_identity.this : api => agent.member }
}
