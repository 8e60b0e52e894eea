terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.45.0, < 8.0.0"
    }
  }

  # Encrypted with the project's own key and locked by Cloud Storage itself.
  backend "gcs" {
    bucket = "copy-that-stg-state"
    prefix = "environment"
  }
}

provider "google" {
  project = "copy-that-stg"
  region  = "us-central1"
}
