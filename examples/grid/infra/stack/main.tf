# Grid in one environment: everything that its project holds. The environments differ by the values in infra/environments and by nothing else.
# infra/shared has what they share: images, state and the accounts that release. slipway.yaml has what a release needs to know of the services; what
# both say (services.tf) must be the same there and here.

locals {
  name   = "grid"
  labels = { app = local.name, environment = var.environment }

  # Callers show an identity token that is meant for this address, whichever service answers.
  api_url = "https://${var.domain}"
}

module "apis" {
  source = "../../../../infra/modules/required-apis"

  project_id      = var.project_id
  modules         = ["cloud-run-service", "load-balancer", "monitoring", "network", "postgres", "redis", "secrets"]
  additional_apis = var.apigee == null ? [] : ["apigee.googleapis.com"]
}

# Google's own accounts that are given something below, and must exist before.
resource "google_project_service_identity" "agent" {
  for_each = toset(["monitoring.googleapis.com", "run.googleapis.com"])
  provider = google-beta

  project = var.project_id
  service = each.value

  depends_on = [module.apis]
}

# Cloud Run pulls what is released here from the shared repository.
resource "google_artifact_registry_repository_iam_member" "images" {
  project    = var.images.project_id
  location   = var.images.location
  repository = var.images.repository
  role       = "roles/artifactregistry.reader"
  member     = google_project_service_identity.agent["run.googleapis.com"].member
}
