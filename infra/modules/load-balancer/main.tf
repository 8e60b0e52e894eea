# A global external Application Load Balancer before Cloud Run: addresses, HTTPS, host and path rules, and HTTP sent to HTTPS.
# certificates.tf holds the certificates, backends.tf the services, security.tf Cloud Armor.
# Left to others: the DNS records that point here and that prove the domains (dns), who passes IAP (iap), and the Cloud Run
# services, whose own ingress decides whether callers can go round all this.

locals {
  ip_versions = var.ipv6_enabled ? { v4 = "IPV4", v6 = "IPV6" } : { v4 = "IPV4" }
}

resource "google_compute_global_address" "this" {
  for_each = local.ip_versions

  project         = var.project_id
  name            = "${var.name}-${each.key}"
  ip_version      = each.value
  labels          = var.labels
  deletion_policy = var.deletion_protection ? "PREVENT" : "DELETE"
}

resource "google_compute_url_map" "this" {
  project         = var.project_id
  name            = var.name
  default_service = google_compute_backend_service.this[var.default_backend].id

  dynamic "host_rule" {
    for_each = var.hosts
    content {
      hosts        = host_rule.value.hosts
      path_matcher = host_rule.key
    }
  }

  dynamic "path_matcher" {
    for_each = var.hosts
    content {
      name            = path_matcher.key
      default_service = google_compute_backend_service.this[path_matcher.value.backend].id

      dynamic "path_rule" {
        for_each = path_matcher.value.paths
        content {
          paths   = [path_rule.key]
          service = google_compute_backend_service.this[path_rule.value].id
        }
      }
    }
  }
}

resource "google_compute_ssl_policy" "this" {
  project         = var.project_id
  name            = var.name
  profile         = var.ssl_profile
  min_tls_version = "TLS_1_2"
}

resource "google_compute_target_https_proxy" "this" {
  project                     = var.project_id
  name                        = var.name
  url_map                     = google_compute_url_map.this.id
  ssl_policy                  = google_compute_ssl_policy.this.id
  certificate_map             = "//certificatemanager.googleapis.com/${google_certificate_manager_certificate_map.this.id}"
  http_keep_alive_timeout_sec = var.client_keepalive_seconds
}

resource "google_compute_global_forwarding_rule" "https" {
  for_each = local.ip_versions

  project               = var.project_id
  name                  = "${var.name}-https-${each.key}"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this[each.key].id
  port_range            = "443"
  target                = google_compute_target_https_proxy.this.id
  labels                = var.labels
}

resource "google_compute_url_map" "redirect" {
  project = var.project_id
  name    = "${var.name}-redirect"

  default_url_redirect {
    https_redirect         = true
    redirect_response_code = "MOVED_PERMANENTLY_DEFAULT"
    strip_query            = false
  }
}

resource "google_compute_target_http_proxy" "redirect" {
  project = var.project_id
  name    = "${var.name}-redirect"
  url_map = google_compute_url_map.redirect.id
}

resource "google_compute_global_forwarding_rule" "http" {
  for_each = local.ip_versions

  project               = var.project_id
  name                  = "${var.name}-http-${each.key}"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this[each.key].id
  port_range            = "80"
  target                = google_compute_target_http_proxy.redirect.id
  labels                = var.labels
}
