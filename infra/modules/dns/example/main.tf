# The public zone of a shop: its load balancer, its mail, and who may issue certificates for it.

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

module "zone" {
  source = "../"

  project_id  = "example-project"
  name        = "example-com"
  dns_name    = "example.com."
  description = "The shop's public names"
  labels      = { app = "shop" }

  records = {
    apex = { type = "A", data = ["203.0.113.10"] }
    www  = { name = "www", type = "CNAME", data = ["example.com."] }
    mail = { type = "MX", ttl_seconds = 3600, data = ["1 smtp.google.com."] }
    spf  = { type = "TXT", ttl_seconds = 3600, data = ["\"v=spf1 include:_spf.google.com -all\""] }
    caa  = { type = "CAA", ttl_seconds = 3600, data = ["0 issue \"pki.goog\""] }
  }
}

module "internal" {
  source = "../"

  project_id = "example-project"
  name       = "shop-internal"
  dns_name   = "shop.internal."
  visibility = "private"
  networks   = ["projects/example-project/global/networks/shop"]

  records = {
    database = { name = "database", type = "A", ttl_seconds = 60, data = ["10.20.0.3"] }
  }
}

output "name_servers" {
  description = "Name servers to enter at the registrar."
  value       = module.zone.name_servers
}
