output "ipv4_address" {
  description = "IPv4 address, for A records."
  value       = google_compute_global_address.this["v4"].address
}

output "ipv6_address" {
  description = "IPv6 address, for AAAA records; null without IPv6."
  value       = var.ipv6_enabled ? google_compute_global_address.this["v6"].address : null
}

output "backend_service_ids" {
  description = "Backend services' full names, by backend."
  value       = { for key, backend in google_compute_backend_service.this : key => backend.id }
}

output "backend_service_names" {
  description = "Backend services' names, by backend. The iap module takes them."
  value       = { for key, backend in google_compute_backend_service.this : key => backend.name }
}

output "security_policy_id" {
  description = "Full name of the Cloud Armor policy."
  value       = google_compute_security_policy.this.id
}

output "url_map_id" {
  description = "Full name of the URL map."
  value       = google_compute_url_map.this.id
}

output "certificate_dns_records" {
  description = "Records that prove the domains, by domain, each with name, type and data. Certificates are issued once they exist; the dns module takes them."
  value = {
    for domain, authorization in google_certificate_manager_dns_authorization.this : domain => {
      name = one(authorization.dns_resource_record[*].name)
      type = one(authorization.dns_resource_record[*].type)
      data = one(authorization.dns_resource_record[*].data)
    }
  }
}
