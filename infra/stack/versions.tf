terraform {
  # 1.11, which postgres and redis need, is the first to have write-only arguments: they keep passwords out of plans.
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.45.0, < 8.0.0"
    }
  }
}
