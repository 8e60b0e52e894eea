# Outbound internet access for what has no address of its own, and for services that send all their traffic through the network.

locals {
  nat_addresses = merge([
    for region, nat in var.nat : {
      for number in range(nat.static_ip_count) : "${region}-${number + 1}" => region
    }
  ]...)
}

resource "google_compute_router" "nat" {
  for_each = var.nat

  project = var.project_id
  name    = "${var.name}-${each.key}"
  region  = each.key
  network = google_compute_network.this.id
}

resource "google_compute_address" "nat" {
  for_each = local.nat_addresses

  project = var.project_id
  name    = "${var.name}-nat-${each.key}"
  region  = each.value
  labels  = var.labels
}

resource "google_compute_router_nat" "this" {
  for_each = var.nat

  project                            = var.project_id
  name                               = "${var.name}-${each.key}"
  region                             = each.key
  router                             = google_compute_router.nat[each.key].name
  nat_ip_allocate_option             = each.value.static_ip_count > 0 ? "MANUAL_ONLY" : "AUTO_ONLY"
  nat_ips                            = each.value.static_ip_count > 0 ? [for key, region in local.nat_addresses : google_compute_address.nat[key].self_link if region == each.key] : null
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"

  # Busy machines get more ports as they need them. Google does not combine that with endpoint-independent mapping.
  enable_dynamic_port_allocation      = true
  enable_endpoint_independent_mapping = false
  min_ports_per_vm                    = each.value.min_ports_per_vm
  max_ports_per_vm                    = each.value.max_ports_per_vm

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}
