terraform {
  required_version = ">= 1.11.0, < 2.0.0"

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

  # The bucket is made here too, so the very first apply keeps its state on disk and moves it here afterwards: see the README.
  backend "gcs" {
    bucket = "copy-that-shared-state"
    prefix = "bootstrap"
  }
}

# A person applies this, with rights on billing and IAM that no pipeline has. Budgets want their quota counted in a project.
provider "google" {
  project               = local.shared_project_id
  region                = local.region
  billing_project       = local.shared_project_id
  user_project_override = true
}

provider "google-beta" {
  project = local.shared_project_id
  region  = local.region
}
