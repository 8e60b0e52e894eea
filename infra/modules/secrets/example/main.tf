# Two secrets of a service, one of them due for a new value every 30 days, and one that must stay in two regions.

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

resource "google_service_account" "api" {
  project    = "example-project"
  account_id = "api"
}

module "secrets" {
  source = "../"

  project_id = "example-project"
  name       = "shop"
  labels     = { environment = "production" }

  secrets = {
    api-signing-key = {
      accessors     = { api = "serviceAccount:${google_service_account.api.email}" }
      rotators      = { rotator = "serviceAccount:rotator@example-project.iam.gserviceaccount.com" }
      rotation_days = 30
    }
    payment-provider-key = {
      accessors = { api = "serviceAccount:${google_service_account.api.email}" }
      locations = { europe-west6 = {}, europe-west3 = {} }
    }
  }
}

output "rotation_topic" {
  description = "What the rotating program subscribes to."
  value       = module.secrets.rotation_topic
}
