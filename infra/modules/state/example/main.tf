# State of production: written by its deployer; the people who look after it plan, and others look up its outputs.

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

module "state" {
  source = "../"

  project_id = "example-project"
  region     = "europe-west6"
  name       = "example-production"
  writers    = ["serviceAccount:deploy-production@example-project.iam.gserviceaccount.com"]
  planners   = ["group:platform@example.com"]
  readers    = ["group:support@example.com"]
  log_bucket = "example-access-logs"
  labels     = { environment = "production" }
}

output "backend_block" {
  description = "Text for the environment's root module."
  value       = module.state.backend_block
}
