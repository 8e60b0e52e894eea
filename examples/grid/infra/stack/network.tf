# The network: a subnet that services send from directly, a connector for the one that does not, fixed addresses towards the internet, and the range
# that Cloud SQL and Memorystore take theirs from.

module "network" {
  source = "../../../../infra/modules/network"

  project_id = var.project_id
  name       = local.name
  labels     = local.labels

  nat                     = { (var.region) = { static_ip_count = var.nat_address_count } }
  connectors              = { (var.region) = { cidr = "10.8.0.0/28" } }
  private_services_access = { address = "10.100.0.0", prefix_length = 16 }

  depends_on = [module.apis]
}

# Not the module's, which would call it grid-services: slipway.yaml names it as it is called in each environment.
resource "google_compute_subnetwork" "services" {
  project                  = var.project_id
  name                     = "services"
  region                   = var.region
  network                  = module.network.network_id
  ip_cidr_range            = "10.10.0.0/20"
  private_ip_google_access = true

  send_secondary_ip_range_if_empty = true

  # For a cluster, where one is wanted some day: the ranges of a subnet are easier to keep free than to find.
  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.64.0.0/16"
  }

  secondary_ip_range {
    range_name    = "cluster-services"
    ip_cidr_range = "10.68.0.0/20"
  }

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.1
    metadata             = "EXCLUDE_ALL_METADATA"
  }
}
