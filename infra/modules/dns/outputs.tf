output "name" {
  description = "Name of the zone."
  value       = google_dns_managed_zone.this.name
}

output "id" {
  description = "Full name of the zone."
  value       = google_dns_managed_zone.this.id
}

output "name_servers" {
  description = "Name servers of the zone, for the registrar or the zone above."
  value       = google_dns_managed_zone.this.name_servers
}

output "ds_records" {
  description = "DS records of the zone's key-signing keys, for the registrar or the zone above. Empty without DNSSEC."
  value       = flatten([for keys in data.google_dns_keys.this : [for key in keys.key_signing_keys : key.ds_record]])
}
