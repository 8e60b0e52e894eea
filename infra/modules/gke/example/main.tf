# Three pools, an hourly backup beside the cluster and a daily one in another region.

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

module "gke" {
  source = "../"

  project_id              = "example-project"
  region                  = "us-central1"
  name                    = "crm"
  labels                  = { environment = "production" }
  network                 = "projects/example-project/global/networks/crm"
  subnetwork              = "projects/example-project/regions/us-central1/subnetworks/crm-nodes"
  pods_range_name         = "pods"
  services_range_name     = "services"
  control_plane_cidr      = "172.16.0.0/28"
  authorized_networks     = { vpn = "10.200.0.0/24" }
  database_encryption_key = "projects/example-project/locations/us-central1/keyRings/crm/cryptoKeys/gke"
  repositories            = ["projects/example-project/locations/us-central1/repositories/crm"]

  maintenance_exclusions = {
    year-end = { start = "2026-12-18T00:00:00Z", end = "2027-01-04T00:00:00Z", scope = "NO_UPGRADES" }
  }

  node_pools = {
    frontend = {
      machine_type       = "e2-standard-2"
      max_nodes_per_zone = 4
    }

    backend = {
      machine_type       = "e2-standard-4"
      max_nodes_per_zone = 6
    }

    database = {
      machine_type       = "n2-highmem-4"
      max_nodes_per_zone = 1
      disk_type          = "pd-ssd"
      disk_size_gb       = 200
      taints             = [{ key = "workload", value = "database" }]
    }
  }

  backups = {
    hourly = { schedule = "15 * * * *", retain_days = 3 }
    daily  = { schedule = "0 3 * * *", retain_days = 35, delete_lock_days = 14, region = "us-east1" }
  }
}

output "workload_pool" {
  description = "Pool of Workload Identity."
  value       = module.gke.workload_pool
}
