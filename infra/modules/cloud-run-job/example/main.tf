# A migration that a release pipeline updates and runs before each release.

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

module "migrate" {
  source = "../"

  project_id = "example-project"
  region     = "europe-west6"
  name       = "listings-migrate"
  labels     = { app = "shop", environment = "production" }

  command         = ["node", "dist/migrate.js"]
  timeout_seconds = 1800

  secrets             = { DATABASE_URL = { secret = "listings-migration-url" } }
  cloud_sql_instances = ["example-project:europe-west6:shop"]
  vpc = {
    network    = "projects/example-project/global/networks/shop"
    subnetwork = "projects/example-project/regions/europe-west6/subnetworks/shop-run"
  }

  deployers = ["serviceAccount:releases@example-project.iam.gserviceaccount.com"]
  runners   = ["group:on-call@example.com"]
}

output "id" {
  description = "Full name of the migration's job."
  value       = module.migrate.id
}
