# The images of staging and production: built once, released by digest to one after the other. dev and previews keep theirs in dev's project, so
# that nothing that was not reviewed is beside them.

module "images" {
  source = "../modules/artifact-registry"

  project_id  = var.project_id
  region      = var.region
  name        = var.name
  description = "Images of ${var.name}, for staging and production"
  labels      = { app = var.name }

  # A release goes back to images by digest: 50 of each service are some weeks of releases.
  cleanup = { keep_most_recent = 50, keep_tag_prefixes = ["v"], delete_untagged_after_days = 90 }

  depends_on = [module.required_apis]
}

# Cloud Run pulls with an account of its own.
resource "google_artifact_registry_repository_iam_member" "cloud_run" {
  for_each = toset([for environment in var.environments : environment.project_id if environment.images != "own"])

  project    = var.project_id
  location   = var.region
  repository = module.images.name
  role       = "roles/artifactregistry.reader"
  member     = module.environment_apis[each.key].service_agents["run.googleapis.com"]
}

resource "google_artifact_registry_repository_iam_member" "deployer" {
  for_each = { for name, environment in var.environments : name => environment if environment.images != "own" }

  project    = var.project_id
  location   = var.region
  repository = module.images.name
  role       = each.value.images == "push" ? "roles/artifactregistry.writer" : "roles/artifactregistry.reader"
  member     = module.deploy_identity.members[each.key]
}
