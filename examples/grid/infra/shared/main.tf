# What Grid's environments share, in a project of its own: state, images and the accounts that release. People apply it, before the first environment and
# seldom after; no environment of slipway.yaml names it.
# Its own state is in a bucket that it makes: see the README for the first time.

locals {
  project_id = "grid-shared"
  region     = "us-central1"
  labels     = { app = "grid", environment = "shared" }
  platform   = "group:platform@grid.example" # who applies Terraform

  projects = { dev = "grid-dev", staging = "grid-stg", production = "grid-prd" }

  # Written out, because deploy-identity must know it before the repository exists.
  repository = "projects/${local.project_id}/locations/${local.region}/repositories/images"
}

module "apis" {
  source = "../../../../infra/modules/required-apis"

  project_id = local.project_id
  modules    = ["artifact-registry", "deploy-identity", "state"]
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
  description = "Images of Grid's services"
  labels      = local.labels

  depends_on = [module.apis]
}

# How runs of the repository's workflows sign in, without a key. slipway.yaml names these accounts as `identity`. They get what a release needs in their
# project; that they may act as the services' accounts is granted with the services.
module "deploy_identity" {
  source = "../../../../infra/modules/deploy-identity"

  project_id    = local.project_id
  repository    = "grid/grid"
  repository_id = "987654321"

  deployers = {
    dev = {
      project_id         = local.projects.dev
      github_environment = "dev"
      repositories       = [local.repository]
      state_bucket       = module.state[local.projects.dev].bucket
    }
    staging = {
      project_id   = local.projects.staging
      branch       = "main"
      repositories = [local.repository]
      state_bucket = module.state[local.projects.staging].bucket
    }
    # The GitHub environment asks for the approval, too.
    production = {
      project_id         = local.projects.production
      branch             = "main"
      github_environment = "production"
      repositories       = [local.repository]
      state_bucket       = module.state[local.projects.production].bucket
    }
  }

  depends_on = [module.apis, module.images]
}
