output "id" {
  description = "Full name of the cluster, projects/PROJECT/locations/REGION/clusters/NAME."
  value       = google_container_cluster.this.id
}

output "name" {
  description = "Name of the cluster."
  value       = google_container_cluster.this.name
}

output "endpoint" {
  description = "Address of the control plane."
  value       = google_container_cluster.this.endpoint
  sensitive   = true
}

output "ca_certificate" {
  description = "Certificate of the control plane's authority, in base64."
  value       = google_container_cluster.this.master_auth[0].cluster_ca_certificate
  sensitive   = true
}

output "workload_pool" {
  description = "Pool of Workload Identity, for bindings such as serviceAccount:POOL[NAMESPACE/ACCOUNT]."
  value       = local.workload_pool
}

output "node_service_account" {
  description = "Email of the service account that nodes run as."
  value       = google_service_account.nodes.email
}

output "backup_plans" {
  description = "Full name of each backup plan, for restore plans."
  value       = { for name, plan in google_gke_backup_backup_plan.plan : name => plan.id }
}
