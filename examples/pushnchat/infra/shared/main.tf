# What PushNchat's environments share, in a project of its own: state, images, DNS zones and the accounts that release. People apply it, before the first
# environment and seldom after; no environment of slipway.yaml names it.
# Its own state is in a bucket that it makes: see the README for the first time.

locals {
  project_id = "pushnchat-shared"
  region     = "africa-south1"
  labels     = { app = "pushnchat", environment = "shared" }
  platform   = "group:platform@pushnchat.example" # who applies Terraform

  projects = { dev = "pushnchat-dev", staging = "pushnchat-stg", production = "pushnchat-prd" }
}

module "apis" {
  source = "../../../../infra/modules/required-apis"

  project_id = local.project_id
  modules    = ["artifact-registry", "deploy-identity", "dns", "state"]
}

# One bucket for each root, named after its project, so that who reads the state of one does not read that of another.
module "state" {
  source   = "../../../../infra/modules/state"
  for_each = toset(concat([local.project_id], values(local.projects)))

  project_id = local.project_id
  region     = local.region
  name       = each.value
  labels     = local.labels
  writers    = [local.platform]

  depends_on = [module.apis]
}

# One repository for all environments: production gets the very images that staging had. slipway.yaml names it as `registry`.
module "images" {
  source = "../../../../infra/modules/artifact-registry"

  project_id  = local.project_id
  region      = local.region
  name        = "images"
  description = "Images of PushNchat's services"
  labels      = local.labels

  cleanup = {
    keep_most_recent           = 30
    keep_tag_prefixes          = ["v"]
    delete_untagged_after_days = 14
    delete_tagged              = { previews = { prefixes = ["pr-"], older_than_days = 7 } }
  }

  depends_on = [module.apis]
}
