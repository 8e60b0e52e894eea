# Staging is released from develop, production from main after the approval that GitHub's environment asks for. Pull requests may only plan.

terraform {
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.45.0, < 8.0.0"
    }
  }
}

provider "google" {
  project = "example-project"
  region  = "europe-west6"
}

module "deploy_identity" {
  source = "../"

  project_id    = "example-project"
  repository    = "example/shop"
  repository_id = "123456789"

  deployers = {
    staging = {
      project_id   = "example-staging"
      branch       = "develop"
      repositories = ["projects/example-project/locations/europe-west6/repositories/shop"]
      act_as       = ["shop-api@example-staging.iam.gserviceaccount.com"]
      state_bucket = "example-staging-state"
    }

    production = {
      project_id         = "example-production"
      branch             = "main"
      github_environment = "production"
      repositories       = ["projects/example-project/locations/europe-west6/repositories/shop"]
      act_as = [
        "shop-api@example-production.iam.gserviceaccount.com",
        "shop-web@example-production.iam.gserviceaccount.com",
      ]
      state_bucket = "example-production-state"
    }

    pull-requests = {
      project_id   = "example-staging"
      plan_only    = true
      state_bucket = "example-staging-state"
    }
  }
}

output "provider_name" {
  description = "Provider that runs sign in with."
  value       = module.deploy_identity.provider_name
}

output "emails" {
  description = "Service account of each environment."
  value       = module.deploy_identity.emails
}
