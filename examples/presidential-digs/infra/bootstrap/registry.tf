# Releases are pushed to the primary region. The recovery region has a registry of its own, because nodes cannot pull from a region that is lost:
# production's images are copied there after each release (see the README).

locals {
  repositories = {
    for region in [local.region, local.recovery_region] : region => "projects/${local.shared_project_id}/locations/${region}/repositories/images"
  }
}

module "registry" {
  source   = "../../../../infra/modules/artifact-registry"
  for_each = local.repositories

  project_id  = local.shared_project_id
  region      = each.key
  name        = "images"
  description = "Images of the CRM in ${each.key}"
  labels      = local.labels
  cleanup     = { keep_most_recent = 30, delete_untagged_after_days = 90 }

  # Cloud Run pulls the worker as its own agent. The clusters' nodes are let in by the environments.
  readers = [for project in data.google_project.environment : "serviceAccount:service-${project.number}@serverless-robot-prod.iam.gserviceaccount.com"]

  depends_on = [module.shared_apis, module.apis]
}
