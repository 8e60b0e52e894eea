# One registry for both environments: production runs the very image that staging has run.

locals {
  images_repository = "projects/${local.shared_project_id}/locations/${local.region}/repositories/images"
}

module "registry" {
  source = "../../../../infra/modules/artifact-registry"

  project_id  = local.shared_project_id
  region      = local.region
  name        = "images"
  description = "Images of Copy-That"
  labels      = local.labels

  # Releases (v…) stay. Of the rest, enough stay to go back to.
  cleanup = {
    keep_most_recent           = 20
    keep_tag_prefixes          = ["v"]
    delete_untagged_after_days = 14
    delete_tagged = {
      branches = { prefixes = ["develop-", "main-"], older_than_days = 60 }
      previews = { prefixes = ["pr-"], older_than_days = 7 }
    }
  }

  # Cloud Run pulls as its own agent of the project that it runs in.
  readers = [for project in data.google_project.environment : "serviceAccount:service-${project.number}@serverless-robot-prod.iam.gserviceaccount.com"]

  depends_on = [module.shared_apis, module.apis]
}
