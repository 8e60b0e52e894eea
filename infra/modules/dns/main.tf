# One Cloud DNS zone, public or private, and its records.
# Left to others: the registrar, which must be told name_servers and, for DNSSEC, ds_records (outputs), and logging of a
# private zone, which Cloud DNS sets per network.

locals {
  public = var.visibility == "public"
}

resource "google_dns_managed_zone" "this" {
  project         = var.project_id
  name            = var.name
  dns_name        = var.dns_name
  description     = var.description
  visibility      = var.visibility
  labels          = var.labels
  deletion_policy = var.deletion_protection ? "PREVENT" : "DELETE"

  dynamic "dnssec_config" {
    for_each = local.public ? [var.dnssec_enabled] : []
    content {
      state = dnssec_config.value ? "on" : "off"
      # NSEC3 does not let anyone list the zone's names.
      non_existence = "nsec3"
    }
  }

  dynamic "cloud_logging_config" {
    for_each = local.public ? [var.logging_enabled] : []
    content {
      enable_logging = cloud_logging_config.value
    }
  }

  dynamic "private_visibility_config" {
    for_each = local.public ? [] : [var.networks]
    content {
      dynamic "networks" {
        for_each = private_visibility_config.value
        content {
          network_url = networks.value
        }
      }
    }
  }
}

resource "google_dns_record_set" "this" {
  for_each = var.records

  project      = var.project_id
  managed_zone = google_dns_managed_zone.this.name
  name         = endswith(each.value.name, ".") ? each.value.name : trimprefix("${each.value.name}.${var.dns_name}", ".")
  type         = each.value.type
  ttl          = each.value.ttl_seconds
  rrdatas      = each.value.data
}

data "google_dns_keys" "this" {
  count = local.public && var.dnssec_enabled ? 1 : 0

  project      = var.project_id
  managed_zone = google_dns_managed_zone.this.id
}
