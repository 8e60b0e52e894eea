# A project for Cloud Run services with a database and secrets.

terraform {
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.45.0, < 8.0.0"
    }
    google-beta = {
      source  = "hashicorp/google-beta"
      version = ">= 7.45.0, < 8.0.0"
    }
  }
}

provider "google" {
  project = "example-project"
  region  = "europe-west6"
}

provider "google-beta" {
  project = "example-project"
  region  = "europe-west6"
}

module "required_apis" {
  source = "../"

  project_id      = "example-project"
  modules         = ["cloud-run-service", "network", "postgres", "pubsub", "secrets"]
  additional_apis = ["firebase.googleapis.com"]
}

output "enabled_apis" {
  description = "What is switched on."
  value       = module.required_apis.enabled_apis
}
