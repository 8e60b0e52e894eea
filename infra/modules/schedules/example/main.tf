# Staging has instances ready in working hours alone, and a job checks the backups every night.

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

module "schedules" {
  source = "../"

  project_id = "example-project"
  region     = "europe-west6"
  name       = "shop-staging"

  schedules = {
    listings = {
      service               = "listings"
      region                = "europe-west6"
      service_account_email = "run-listings@example-project.iam.gserviceaccount.com"
      time_zone             = "Europe/Zurich"
      up                    = { cron = "0 7 * * 1-5", min = 2 }
      down                  = { cron = "0 19 * * 1-5" }
    }
  }

  calls = {
    backup-check = {
      description = "Restores last night's backup and counts what is in it"
      cron        = "30 4 * * *"
      time_zone   = "Europe/Zurich"
      url         = "https://run.googleapis.com/v2/projects/example-project/locations/europe-west6/jobs/backup-check:run"
    }
    digest = {
      description = "Sends the daily digest"
      cron        = "0 8 * * 1-5"
      time_zone   = "Europe/Zurich"
      url         = "https://listings-123456789012.europe-west6.run.app/v1/digest"
      audience    = "https://listings-123456789012.europe-west6.run.app"
      headers     = { "Content-Type" = "application/json" }
      body        = jsonencode({ dry_run = false })
    }
  }
}

output "caller_service_account_email" {
  description = "Account to add to the invokers of what is called."
  value       = module.schedules.caller_service_account_email
}
