# A network for Cloud Run services in two regions, with a database beside them and one fixed outbound address.

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

module "network" {
  source = "../"

  project_id = "example-project"
  name       = "shop-staging"
  labels     = { environment = "staging" }

  subnets = {
    services = {
      region    = "europe-west6"
      cidr      = "10.10.0.0/20"
      flow_logs = { sampling = 0.1 }
    }
    cluster = {
      region           = "me-west1"
      cidr             = "10.20.0.0/20"
      secondary_ranges = { pods = "10.64.0.0/14", services = "10.68.0.0/20" }
      flow_logs        = { sampling = 0.1 }
    }
    connector = {
      region    = "me-west1"
      cidr      = "10.8.0.16/28"
      flow_logs = {}
    }
  }

  nat = {
    europe-west6 = { static_ip_count = 1 }
    me-west1     = {}
  }

  connectors = {
    europe-west6 = { cidr = "10.8.0.0/28", max_instances = 4 }
    me-west1     = { subnet = "connector" }
  }

  private_services_access = { address = "10.100.0.0", prefix_length = 16 }

  firewall_rules = {
    health-checks = {
      description = "Google's load balancers ask whether machines are healthy."
      ranges      = ["35.191.0.0/16", "130.211.0.0/22"]
      target_tags = ["web"]
      allow       = [{ protocol = "tcp", ports = ["8080"] }]
    }
    no-smtp = {
      direction = "EGRESS"
      ranges    = ["0.0.0.0/0"]
      deny      = [{ protocol = "tcp", ports = ["25"] }]
    }
  }

  iap_ssh = { target_tags = ["bastion"] }
}

output "connectors" {
  description = "What a Cloud Run service names as its connector, by region."
  value       = module.network.connectors
}
