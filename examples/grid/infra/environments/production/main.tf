# Production: nothing sleeps, the database has a standby and a replica, and Apigee is before the API.

module "stack" {
  source = "../../stack"

  project_id     = "grid-prd"
  project_number = "777777777777"
  environment    = "production"
  region         = var.region
  backup_region  = var.backup_region
  images         = var.images
  alert_email    = var.alert_email
  deployers      = ["serviceAccount:deploy-production@grid-shared.iam.gserviceaccount.com"]
  domain         = "api.grid.example"

  services = {
    auth = { min = 1, max = 20 }
    api  = { min = 2, max = 100, cpu = 2, memory = "1Gi" }
    ai   = { min = 1, max = 3, cpu = 8, memory = "32Gi", gpu_zonal_redundancy = true }
  }

  database = {
    tier            = "db-custom-4-15360"
    availability    = "regional"
    disk_gb         = 100
    max_connections = 600
    replicas        = { read = { region = var.region } }
  }

  redis             = { tier = "STANDARD_HA", memory_size_gb = 5 }
  nat_address_count = 2
  apigee            = { hostname = "gateway.grid.example", environment_type = "INTERMEDIATE" }

  uptime_period_seconds = 60
  objectives_enabled    = true
}
