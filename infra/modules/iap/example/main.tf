# Staff alone open the admin UI, behind the load balancer, and the staging front end, on Cloud Run itself.

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

module "iap" {
  source = "../"

  project_id     = "example-project"
  project_number = "123456789012"

  backend_services = {
    admin = {
      name     = "shop-admin"
      members  = ["group:staff@example.com"]
      services = { europe-west6 = "admin" }
    }
  }

  cloud_run_services = {
    web = {
      name    = "web-staging"
      region  = "europe-west6"
      members = ["group:staff@example.com"]
    }
  }

  condition = {
    title      = "managed-devices"
    expression = "\"accessPolicies/123456/accessLevels/managed_devices\" in request.auth.access_levels"
  }

  settings = {
    reauthentication = { max_age_seconds = 43200 }
    allowed_domains  = ["example.com"]
    login_hint       = "example.com"
  }
}

output "service_agent_member" {
  description = "IAP's service agent."
  value       = module.iap.service_agent_member
}
