output "provider_name" {
  description = "Full name of the provider, projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER: the workload_identity_provider of google-github-actions/auth and identity.provider in slipway.yaml."
  value       = google_iam_workload_identity_pool_provider.github.name
}

output "pool_name" {
  description = "Full name of the pool, for bindings of other service accounts."
  value       = google_iam_workload_identity_pool.github.name
}

output "emails" {
  description = "Email of each environment's service account: identity.serviceAccount in slipway.yaml."
  value       = { for environment, account in google_service_account.deployer : environment => account.email }
}

output "members" {
  description = "Each environment's service account as a member of an IAM policy (serviceAccount:EMAIL), for grants that this module does not make."
  value       = { for environment, account in google_service_account.deployer : environment => account.member }
}

output "origins" {
  description = "Which runs may use each environment's service account, as the attribute that their token must have."
  value       = local.origins
}
