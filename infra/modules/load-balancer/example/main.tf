# A shop in two regions: an API, a front end with a cache, and an admin UI that staff alone may open.

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

module "load_balancer" {
  source = "../"

  project_id   = "example-project"
  name         = "shop"
  labels       = { app = "shop", environment = "production" }
  ipv6_enabled = true
  domains      = ["example.com", "*.example.com"]

  backends = {
    api = {
      services          = { africa-south1 = "api", europe-west6 = "api" }
      outlier_detection = {}
    }
    web = {
      services         = { africa-south1 = "web", europe-west6 = "web" }
      compression      = true
      response_headers = ["Strict-Transport-Security: max-age=31536000; includeSubDomains"]
      cdn              = { cache_mode = "CACHE_ALL_STATIC", negative_ttl_seconds = { "404" = 60 } }
    }
    admin = {
      services = { europe-west6 = "admin" }
      iap      = {}
    }
  }

  default_backend = "web"
  hosts = {
    main  = { hosts = ["example.com", "www.example.com"], backend = "web", paths = { "/v1/*" = "api" } }
    admin = { hosts = ["admin.example.com"], backend = "admin" }
  }

  rate_limits = {
    all   = { requests = 1200 }
    login = { expression = "request.path.startsWith('/v1/login')", requests = 20, ban_seconds = 600, ban_after_requests = 60 }
  }
}

output "ipv4_address" {
  description = "Address for the domains' A records."
  value       = module.load_balancer.ipv4_address
}
