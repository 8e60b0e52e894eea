# An API whose callers present a JWT of their own, and a key that their project's quota of 100 requests a minute hangs on.

terraform {
  required_version = ">= 1.9.0, < 2.0.0"

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
}

provider "google" {
  project = "example-project"
  region  = "europe-west6"
}

provider "google-beta" {
  project = "example-project"
  region  = "europe-west6"
}

locals {
  listings_url = "https://listings-123456789012.europe-west1.run.app"

  document = {
    swagger  = "2.0"
    info     = { title = "Shop", version = "1.0.0" }
    schemes  = ["https"]
    produces = ["application/json"]

    # The token's issuer, the keys that it signs with, and whom the token must be meant for.
    securityDefinitions = {
      customer = {
        type                 = "oauth2"
        flow                 = "implicit"
        authorizationUrl     = ""
        "x-google-issuer"    = "https://securetoken.google.com/example-project"
        "x-google-jwks_uri"  = "https://www.googleapis.com/service_accounts/v1/metadata/x509/securetoken@system.gserviceaccount.com"
        "x-google-audiences" = "example-project"
      }
      partner = { type = "apiKey", name = "x-api-key", in = "header" }
    }
    security = [{ customer = [], partner = [] }]

    # A quota counts by the project that the API key belongs to; a JWT alone names no project.
    "x-google-management" = {
      metrics = [{ name = "listing-requests", displayName = "Requests", valueType = "INT64", metricKind = "DELTA" }]
      quota = {
        limits = [{
          name   = "listing-requests-per-minute"
          metric = "listing-requests"
          unit   = "1/min/{project}"
          values = { STANDARD = 100 }
        }]
      }
    }

    paths = {
      "/v1/listings" = {
        get = {
          operationId        = "listListings"
          "x-google-backend" = { address = "${local.listings_url}/v1/listings", deadline = 15 }
          "x-google-quota"   = { metricCosts = { "listing-requests" = 1 } }
          responses          = { "200" = { description = "The listings" } }
        }
      }
    }
  }
}

module "api" {
  source = "../"

  project_id       = "example-project"
  name             = "shop"
  labels           = { app = "shop" }
  regions          = ["europe-west1"]
  openapi_document = yamlencode(local.document)
  services         = { listings = { name = "listings", region = "europe-west1" } }
}

output "hostnames" {
  description = "Host names to call, by region."
  value       = module.api.hostnames
}
