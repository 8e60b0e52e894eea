# MongoDB Atlas itself is made with the provider mongodbatlas, in a configuration of its own: here is only the way to it, one Private Service
# Connect endpoint for each region. Its URI is the secret mongodb-uri, which bootstrap/ makes. Atlas must use port mapping, so that one endpoint is
# enough, and learns the endpoints from the output atlas_endpoints. The cluster there has electable nodes in both regions and continuous backup.

locals {
  atlas_subnets = { (local.region) = "nodes", (local.recovery_region) = "recovery" }
}

resource "google_compute_address" "atlas" {
  for_each = local.environment.atlas

  project      = local.environment.project_id
  region       = each.key
  name         = "crm-atlas"
  description  = "Endpoint of MongoDB Atlas"
  address_type = "INTERNAL"
  subnetwork   = module.network.subnets[local.atlas_subnets[each.key]].id
  labels       = local.labels
}

resource "google_compute_forwarding_rule" "atlas" {
  for_each = local.environment.atlas

  project               = local.environment.project_id
  region                = each.key
  name                  = "crm-atlas"
  description           = "Endpoint of MongoDB Atlas"
  target                = each.value
  network               = module.network.network_id
  ip_address            = google_compute_address.atlas[each.key].id
  load_balancing_scheme = "" # what an endpoint must have, as it balances nothing
  labels                = local.labels
}
