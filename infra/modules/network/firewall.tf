# What Google's implied rule does, but with a log of what was refused.
resource "google_compute_firewall" "deny_ingress" {
  project       = var.project_id
  name          = "${var.name}-deny-ingress"
  description   = "Refuses, and logs, whatever no other rule allows."
  network       = google_compute_network.this.id
  direction     = "INGRESS"
  priority      = 65534
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "iap_ssh" {
  count = var.iap_ssh == null ? 0 : 1

  project                 = var.project_id
  name                    = "${var.name}-iap-ssh"
  description             = "SSH through Identity-Aware Proxy, which checks who asks."
  network                 = google_compute_network.this.id
  direction               = "INGRESS"
  priority                = 1000
  source_ranges           = ["35.235.240.0/20"] # the fixed range of IAP's TCP forwarding
  target_tags             = length(var.iap_ssh.target_tags) > 0 ? var.iap_ssh.target_tags : null
  target_service_accounts = length(var.iap_ssh.target_service_accounts) > 0 ? var.iap_ssh.target_service_accounts : null

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "this" {
  for_each = var.firewall_rules

  project                 = var.project_id
  name                    = "${var.name}-${each.key}"
  description             = each.value.description
  network                 = google_compute_network.this.id
  direction               = each.value.direction
  priority                = each.value.priority
  source_ranges           = each.value.direction == "INGRESS" && length(each.value.ranges) > 0 ? each.value.ranges : null
  destination_ranges      = each.value.direction == "EGRESS" && length(each.value.ranges) > 0 ? each.value.ranges : null
  source_tags             = length(each.value.source_tags) > 0 ? each.value.source_tags : null
  source_service_accounts = length(each.value.source_service_accounts) > 0 ? each.value.source_service_accounts : null
  target_tags             = length(each.value.target_tags) > 0 ? each.value.target_tags : null
  target_service_accounts = length(each.value.target_service_accounts) > 0 ? each.value.target_service_accounts : null

  dynamic "allow" {
    for_each = each.value.allow
    content {
      protocol = allow.value.protocol
      ports    = allow.value.ports
    }
  }

  dynamic "deny" {
    for_each = each.value.deny
    content {
      protocol = deny.value.protocol
      ports    = deny.value.ports
    }
  }

  dynamic "log_config" {
    for_each = each.value.log ? [1] : []
    content {
      metadata = "INCLUDE_ALL_METADATA"
    }
  }
}
