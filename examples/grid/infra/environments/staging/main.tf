# Staging: services of the size of production, as few of them as possible. It is released from main.

module "stack" {
  source = "../../stack"

  project_id     = "grid-stg"
  project_number = "666666666666"
  environment    = "staging"
  region         = var.region
  backup_region  = var.backup_region
  images         = var.images
  alert_email    = var.alert_email
  deployers      = ["serviceAccount:deploy-staging@grid-shared.iam.gserviceaccount.com"]
  domain         = "api.staging.grid.example"

  services = {
    auth = {}
    api  = {}
    ai   = { max = 1, cpu = 8, memory = "32Gi" }
  }

  database = { tier = "db-custom-2-7680" }
}
