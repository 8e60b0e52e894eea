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
    bucket = "grid-prd-state"
    prefix = "production"
  }
}

provider "google" {
  project = "grid-prd"
  region  = var.region
}

provider "google-beta" {
  project = "grid-prd"
  region  = var.region
}
