# A VPC network with its subnets, outbound internet access (Cloud NAT), Serverless VPC Access connectors, private services access and
# firewall rules. Nothing is reachable from the internet unless a rule says so, and no rule may say "from anywhere".
# Left to others: load balancers and their health checks, DNS, VPN and peering with other networks.

locals {
  # Every range that is written down, to find two that overlap before Google does.
  ranges = concat(
    [for subnet in values(var.subnets) : subnet.cidr],
    flatten([for subnet in values(var.subnets) : values(subnet.secondary_ranges)]),
    [for connector in values(var.connectors) : connector.cidr if connector.cidr != null],
    try([format("%s/%d", var.private_services_access.address, var.private_services_access.prefix_length)], []),
  )

  overlaps = flatten([
    for i, a in local.ranges : [
      for j, b in local.ranges : "${a} and ${b}"
      if i < j && cidrsubnet(
        "${split("/", a)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0, 0
        ) == cidrsubnet(
        "${split("/", b)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0, 0
      )
    ]
  ])
}

resource "google_compute_network" "this" {
  project                 = var.project_id
  name                    = var.name
  description             = var.description
  auto_create_subnetworks = false
  routing_mode            = "GLOBAL"

  lifecycle {
    precondition {
      condition     = length(local.overlaps) == 0
      error_message = "Ranges of one network must not overlap. These do: ${join("; ", local.overlaps)}."
    }
  }
}

resource "google_compute_subnetwork" "this" {
  for_each = var.subnets

  project                  = var.project_id
  name                     = "${var.name}-${each.key}"
  region                   = each.value.region
  network                  = google_compute_network.this.id
  ip_cidr_range            = each.value.cidr
  private_ip_google_access = each.value.private_google_access

  # Without this, removing the last secondary range from the configuration would leave it in place.
  send_secondary_ip_range_if_empty = true

  dynamic "secondary_ip_range" {
    for_each = each.value.secondary_ranges
    content {
      range_name    = secondary_ip_range.key
      ip_cidr_range = secondary_ip_range.value
    }
  }

  dynamic "log_config" {
    for_each = each.value.flow_logs[*]
    content {
      aggregation_interval = log_config.value.aggregation_interval
      flow_sampling        = log_config.value.sampling
      metadata             = log_config.value.metadata
    }
  }
}

# A connector keeps its own few virtual machines in a /28 that nothing else uses.
resource "google_vpc_access_connector" "this" {
  for_each = var.connectors

  project       = var.project_id
  region        = each.key
  name          = coalesce(each.value.name, var.name)
  network       = each.value.cidr == null ? null : google_compute_network.this.name
  ip_cidr_range = each.value.cidr
  machine_type  = each.value.machine_type
  min_instances = each.value.min_instances
  max_instances = each.value.max_instances

  dynamic "subnet" {
    for_each = each.value.subnet[*]
    content {
      project_id = var.project_id
      name       = google_compute_subnetwork.this[subnet.value].name
    }
  }
}

# Private services access: the range that Google's managed services (Cloud SQL, Memorystore) take their addresses from.
resource "google_compute_global_address" "private_services" {
  count = var.private_services_access == null ? 0 : 1

  project       = var.project_id
  name          = "${var.name}-private-services"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  address       = var.private_services_access.address
  prefix_length = var.private_services_access.prefix_length
  network       = google_compute_network.this.id
  labels        = var.labels
}

resource "google_service_networking_connection" "private_services" {
  count = var.private_services_access == null ? 0 : 1

  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.private_services[0].name]
  deletion_policy         = var.private_services_access.deletion_policy
}
