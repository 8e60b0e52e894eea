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
    bucket = "pushnchat-dev-state"
    prefix = "dev"
  }
}

provider "google" {
  project = "pushnchat-dev"
  region  = "africa-south1"
}

provider "google-beta" {
  project = "pushnchat-dev"
  region  = "africa-south1"
}
