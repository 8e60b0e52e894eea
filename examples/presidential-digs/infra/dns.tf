# Fixed addresses that the clusters' gateways take by name, and the domain. Changing `active` in environments.tf and applying it moves the domain. When
# the primary region does not answer, no plan can be made: then the record is changed with gcloud first (see the README), and here afterwards.

locals {
  gateways = local.environment.recovery ? ["primary", "recovery"] : ["primary"]
}

resource "google_compute_global_address" "gateway" {
  for_each = toset(local.gateways)

  project     = local.environment.project_id
  name        = "crm-${each.key}"
  description = "Gateway of the ${each.key} cluster"
  labels      = local.labels
}

module "dns" {
  source = "../../../infra/modules/dns"

  project_id          = local.environment.project_id
  name                = "crm"
  dns_name            = "${local.environment.domain}."
  description         = "CRM, ${local.name}"
  labels              = local.labels
  deletion_protection = local.environment.deletion_protection

  records = {
    crm = {
      type        = "A"
      ttl_seconds = 60
      data        = [google_compute_global_address.gateway[local.environment.active].address]
    }
  }
}
