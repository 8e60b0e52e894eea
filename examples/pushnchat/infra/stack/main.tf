# PushNchat in one environment: everything that its project holds. The environments differ by the values in infra/environments and by nothing
# else. infra/shared has what they share: images, DNS zones, state and the accounts that release. slipway.yaml has what a release needs to know
# of the services; what both say (services.tf) must be the same there and here.

locals {
  name           = "pushnchat"
  labels         = { app = local.name, environment = var.environment }
  primary_region = var.regions[0]

  # Where services, the gateway and Pub/Sub call the APIs: the load balancer, which knows the regions that work.
  services_host = "services.${var.domain}"
  services_url  = "https://${local.services_host}"
}

module "apis" {
  source = "../../../../infra/modules/required-apis"

  project_id = var.project_id
  modules = [
    "api-gateway", "budget", "cloud-run-service", "iap", "load-balancer", "monitoring", "network", "postgres", "pubsub", "redis", "secrets",
  ]
  additional_apis = [
    "fcm.googleapis.com",
    "firebase.googleapis.com",
    "firebasedatabase.googleapis.com",
    "identitytoolkit.googleapis.com",
    "storagetransfer.googleapis.com",
  ]
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
  project    = var.shared.project_id
  location   = var.shared.images_location
  repository = var.shared.images_repository
  role       = "roles/artifactregistry.reader"
  member     = google_project_service_identity.agent["run.googleapis.com"].member
}
