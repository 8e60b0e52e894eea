output "instance_name" {
  description = "The instance's name."
  value       = google_redis_instance.this.name
}

output "instance_id" {
  description = "The instance, as projects/<project>/locations/<region>/instances/<name>."
  value       = google_redis_instance.this.id
}

output "host" {
  description = "The instance's address in the network."
  value       = google_redis_instance.this.host
}

output "port" {
  description = "The instance's port: 6378 with TLS, else 6379."
  value       = google_redis_instance.this.port
}

output "read_endpoint" {
  description = "Address and port, as host:port, that share reads among the replicas; null without read replicas."
  value       = var.read_replicas == 0 ? null : "${google_redis_instance.this.read_endpoint}:${google_redis_instance.this.read_endpoint_port}"
}

output "server_ca_certificates" {
  description = "The certificates, in PEM form, that clients check the server's against. Empty without TLS."
  value       = google_redis_instance.this.server_ca_certs[*].cert
}

output "auth_secret_id" {
  description = "Id of the secret that holds the AUTH string."
  value       = google_secret_manager_secret.this[local.auth_secret_id].secret_id
  depends_on  = [google_secret_manager_secret_version.this, google_secret_manager_secret_iam_member.accessor]
}

output "url_secret_id" {
  description = "Id of the secret that holds the URL; null if none is wanted."
  value       = var.url_secret_id == null ? null : google_secret_manager_secret.this[var.url_secret_id].secret_id
  depends_on  = [google_secret_manager_secret_version.this, google_secret_manager_secret_iam_member.accessor]
}

output "ca_secret_id" {
  description = "Id of the secret that holds the authority's certificates; null if none is wanted."
  value       = var.ca_secret_id == null ? null : google_secret_manager_secret.this[var.ca_secret_id].secret_id
  depends_on  = [google_secret_manager_secret_version.this, google_secret_manager_secret_iam_member.accessor]
}
