# Certificates by DNS authorization: Google issues them before the domains point here, so that a move has no gap, and for
# wildcards too, neither of which load balancer authorization can do.

locals {
  # A wildcard and its domain are proved by the same record.
  proved_domains = toset([for domain in var.domains : trimprefix(domain, "*.")])
  domain_slugs = merge(
    { for domain in var.domains : domain => replace(replace(domain, "*", "wildcard"), ".", "-") },
    { for domain in local.proved_domains : domain => replace(domain, ".", "-") },
  )
}

resource "google_certificate_manager_dns_authorization" "this" {
  for_each = local.proved_domains

  project = var.project_id
  name    = "${var.name}-${local.domain_slugs[each.value]}"
  domain  = each.value
  labels  = var.labels
}

resource "google_certificate_manager_certificate" "this" {
  for_each = var.domains

  project = var.project_id
  name    = "${var.name}-${local.domain_slugs[each.value]}"
  labels  = var.labels

  managed {
    domains            = [each.value]
    dns_authorizations = [google_certificate_manager_dns_authorization.this[trimprefix(each.value, "*.")].id]
  }
}

resource "google_certificate_manager_certificate_map" "this" {
  project = var.project_id
  name    = var.name
  labels  = var.labels
}

resource "google_certificate_manager_certificate_map_entry" "this" {
  for_each = var.domains

  project      = var.project_id
  name         = "${var.name}-${local.domain_slugs[each.value]}"
  map          = google_certificate_manager_certificate_map.this.name
  hostname     = each.value
  certificates = [google_certificate_manager_certificate.this[each.value].id]
  labels       = var.labels
}
