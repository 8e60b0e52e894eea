output "clusters" {
  description = "Clusters by their role, with their region."
  value = merge(
    { primary = { name = module.cluster.name, region = local.region } },
    { for cluster in module.recovery_cluster : "recovery" => { name = cluster.name, region = local.recovery_region } },
  )
}

output "gateway_addresses" {
  description = "Fixed address of each cluster's gateway. The gateway names it crm-primary or crm-recovery."
  value       = { for role, address in google_compute_global_address.gateway : role => address.address }
}

output "name_servers" {
  description = "Name servers of the environment's domain, for the zone above it."
  value       = module.dns.name_servers
}

output "atlas_endpoints" {
  description = "Address of the endpoint of MongoDB Atlas by region, for Atlas to accept."
  value       = { for region, address in google_compute_address.atlas : region => address.address }
}

output "nat_addresses" {
  description = "Addresses that the clusters are seen with outside, by region."
  value       = module.network.nat_ips
}

output "restore_plans" {
  description = "Full names of the restore plans into the recovery cluster."
  value       = { for name, plan in google_gke_backup_restore_plan.recovery : name => plan.id }
}
