project_id        = "slipway-shared"
region            = "europe-west6"
name              = "slipway"
github_repository = "OWNER/slipway"

environments = {
  dev = {
    project_id         = "slipway-dev"
    github_environment = "dev"
    applies            = true
    images             = "own"
  }

  # In dev's project. Its jobs run what pull requests bring, so the account reaches nothing else.
  preview = {
    project_id         = "slipway-dev"
    github_environment = "preview"
    applies            = true
    images             = "own"
  }

  staging = {
    project_id = "slipway-staging"
    branch     = "main"
    applies    = true
    plans_from = "pull requests"
    images     = "push"
  }

  # GitHub's environment asks for reviewers. Its infrastructure is applied by people, with a plan that main's runs have made.
  production = {
    project_id         = "slipway-production"
    branch             = "main"
    github_environment = "production"
    plans_from         = "main"
    appliers           = ["group:platform@example.com"]
  }
}
