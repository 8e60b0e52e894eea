# What users see.

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

  backend "gcs" {
    bucket = "slipway-production-state"
    prefix = "environment"
  }
}

provider "google" {
  project = var.project_id
  region  = var.region
}

provider "google-beta" {
  project = var.project_id
  region  = var.region
}

module "stack" {
  source = "../../stack"

  name                = "slipway-production"
  project_id          = var.project_id
  region              = var.region
  deletion_protection = var.deletion_protection
  deployers           = var.deployers
  registry            = var.registry
  network             = var.network
  database            = var.database
  cache               = var.cache
  secrets             = var.secrets
  services            = var.services
  web_access          = var.web_access
  visitors            = var.visitors
  domain              = var.domain
  alert_email         = var.alert_email
  budget              = var.budget
}
