# Images of all environments: what main and tags build stays, what pull requests build goes after a week.

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

module "images" {
  source = "../"

  project_id  = "example-project"
  region      = "europe-west6"
  name        = "shop"
  description = "Images of the shop's services"
  labels      = { app = "shop" }

  cleanup = {
    keep_most_recent           = 30
    keep_tag_prefixes          = ["v"]
    delete_untagged_after_days = 14
    delete_tagged              = { previews = { prefixes = ["pr-", "preview-"], older_than_days = 7 } }
  }

  writers = ["serviceAccount:builds@example-project.iam.gserviceaccount.com"]
  readers = ["serviceAccount:service-123456789012@serverless-robot-prod.iam.gserviceaccount.com"]
}

output "url" {
  description = "Address to push images to."
  value       = module.images.url
}
