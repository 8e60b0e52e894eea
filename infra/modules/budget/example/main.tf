# $100 a month for staging and $500 for production, told at 50, 90 and 100 %, and for production when the month's forecast is over.

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

module "budget" {
  source = "../"

  billing_account       = "012345-6789AB-CDEF01"
  name                  = "shop"
  notification_channels = ["projects/example-project/notificationChannels/1234567890"]

  budgets = {
    staging = {
      amount          = 100
      project_numbers = ["123456789012"]
    }

    production = {
      amount           = 500
      forecast_percent = [100]
      project_numbers  = ["210987654321"]
    }
  }
}

output "budgets" {
  description = "Names of the budgets."
  value       = module.budget.budgets
}
