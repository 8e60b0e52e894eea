output "name" {
  description = "Name of the repository."
  value       = google_artifact_registry_repository.this.repository_id
}

output "id" {
  description = "Full name of the repository: projects/PROJECT/locations/REGION/repositories/NAME."
  value       = google_artifact_registry_repository.this.id
}

output "url" {
  description = "Address to push to and pull from, such as REGION-docker.pkg.dev/PROJECT/NAME."
  value       = "${var.region}-${lower(var.format)}.pkg.dev/${replace(var.project_id, ":", "/")}/${google_artifact_registry_repository.this.repository_id}"
}
