# A service that everyone may call through a load balancer, with a database in the VPC network and a release pipeline
# that signs in without a key.

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

locals {
  project_id = "example-project"
  region     = "europe-west6"
  releaser   = "serviceAccount:releases@example-project.iam.gserviceaccount.com"
}

module "listings" {
  source = "../"

  project_id = local.project_id
  region     = local.region
  name       = "listings"
  labels     = { app = "shop", environment = "production" }

  resources = { cpu = 1, memory = "1Gi" }
  scaling   = { min = 1, max = 40, concurrency = 60 }

  environment = { LOG_LEVEL = "info" }
  secrets     = { DATABASE_URL = { secret = "listings-database-url" } }
  vpc = {
    network    = "projects/example-project/global/networks/shop"
    subnetwork = "projects/example-project/regions/europe-west6/subnetworks/shop-run"
    tags       = ["run"]
  }

  startup_probe   = { http = { path = "/health" }, period_seconds = 5, failure_threshold = 12 }
  liveness_probe  = { http = { path = "/health" }, period_seconds = 30 }
  readiness_probe = { http = { path = "/health" } }

  service_account = { roles = ["roles/cloudtrace.agent"] }
  invokers        = ["serviceAccount:${module.ranking.service_account_email}"]
  public          = true
  deployers       = [local.releaser]
}

module "ranking" {
  source = "../"

  project_id = local.project_id
  region     = "europe-west4"
  name       = "ranking"

  port            = { number = 50051, protocol = "h2c" }
  resources       = { cpu = 4, memory = "16Gi", cpu_idle = false }
  gpu             = { type = "nvidia-l4" }
  scaling         = { max = 4, concurrency = 8, scheduled = true }
  timeout_seconds = 60

  secret_files = { "/etc/model" = { secret = "ranking-license", version = "3", file = "license.key" } }

  startup_probe = { grpc = {}, period_seconds = 10, timeout_seconds = 5, failure_threshold = 24 }
  deployers     = [local.releaser]
}

output "uri" {
  description = "URL of the public service."
  value       = module.listings.uri
}
