# What nodes run as. Workloads do not: through Workload Identity each has an account of its own.

resource "google_service_account" "nodes" {
  project      = var.project_id
  account_id   = "${var.name}-nodes"
  display_name = "Nodes of the cluster ${var.name}"
}

# Writes logs and metrics; Google's narrowest role that a node works with.
resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_artifact_registry_repository_iam_member" "nodes" {
  for_each = { for repository in var.repositories : repository => split("/", repository) }

  project    = each.value[1]
  location   = each.value[3]
  repository = each.value[5]
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.nodes.member
}
