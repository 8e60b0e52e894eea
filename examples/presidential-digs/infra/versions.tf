terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.45.0, < 8.0.0"
    }
  }

  # Each workspace is an object of its own under this prefix, and has a lock of its own.
  backend "gcs" {
    bucket = "digs-shared-state"
    prefix = "environments"
  }
}

provider "google" {
  project = local.environment.project_id
  region  = local.region
}
