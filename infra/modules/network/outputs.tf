output "network_id" {
  description = "The network, as projects/<project>/global/networks/<name>."
  value       = google_compute_network.this.id
}

output "network_name" {
  description = "The network's name."
  value       = google_compute_network.this.name
}

output "network_self_link" {
  description = "The network's address in the API."
  value       = google_compute_network.this.self_link
}

output "subnets" {
  description = "Subnets by key: name, id, self_link, region, cidr and secondary_range_names."
  value = {
    for key, subnet in google_compute_subnetwork.this : key => {
      name                  = subnet.name
      id                    = subnet.id
      self_link             = subnet.self_link
      region                = subnet.region
      cidr                  = subnet.ip_cidr_range
      secondary_range_names = keys(var.subnets[key].secondary_ranges)
    }
  }
}

output "connectors" {
  description = "Ids of the Serverless VPC Access connectors, by region."
  value       = { for region, connector in google_vpc_access_connector.this : region => connector.id }
}

output "private_services_network_id" {
  description = "The network's id, known only when private services access works. Give this one to databases and caches: they then wait for it. Null without private services access."
  value       = var.private_services_access == null ? null : google_compute_network.this.id
  depends_on  = [google_service_networking_connection.private_services]
}

output "private_services_connection" {
  description = "The private services connection, for depends_on. Null without private services access."
  value       = one(google_service_networking_connection.private_services[*].id)
}

output "private_services_range_name" {
  description = "Name of the reserved range, for instances that are to take their address from it. Null without private services access."
  value       = one(google_compute_global_address.private_services[*].name)
}

output "nat_ips" {
  description = "Fixed outbound addresses by region. Empty where Google chooses them."
  value = {
    for region in keys(var.nat) : region => [
      for key, owner in local.nat_addresses : google_compute_address.nat[key].address if owner == region
    ]
  }
}
