# How runs of the repository's workflows sign in, without a key. slipway.yaml names these accounts as `identity`. They get what a release needs in their
# project; that they may act as the services' accounts is granted with the services.

locals {
  # Written out, because the module must know it before the repository exists.
  repository = "projects/${local.project_id}/locations/${local.region}/repositories/images"
}

module "deploy_identity" {
  source = "../../../../infra/modules/deploy-identity"

  project_id    = local.project_id
  repository    = "pushnchat/pushnchat"
  repository_id = "123456789"

  deployers = {
    dev = {
      project_id         = local.projects.dev
      github_environment = "dev"
      repositories       = [local.repository]
      state_bucket       = module.state[local.projects.dev].bucket
    }
    preview = {
      project_id         = local.projects.dev
      github_environment = "preview"
      repositories       = [local.repository]
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
    # Runs of pull requests plan staging, and can do nothing else.
    plan = {
      project_id   = local.projects.staging
      plan_only    = true
      state_bucket = module.state[local.projects.staging].bucket
    }
  }

  depends_on = [module.apis, module.images]
}
