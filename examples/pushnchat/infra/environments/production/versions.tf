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
    bucket = "pushnchat-prd-state"
    prefix = "production"
  }
}

provider "google" {
  project = "pushnchat-prd"
  region  = "africa-south1"
}

provider "google-beta" {
  project = "pushnchat-prd"
  region  = "africa-south1"
}
