# Dev: small, with the smallest machine that a GPU allows.

module "stack" {
  source = "../../stack"

  project_id     = "grid-dev"
  project_number = "555555555555"
  environment    = "dev"
  region         = var.region
  backup_region  = var.backup_region
  images         = var.images
  alert_email    = var.alert_email
  deployers      = ["serviceAccount:deploy-dev@grid-shared.iam.gserviceaccount.com"]
  domain         = "api.dev.grid.example"

  services = {
    auth = {}
    api  = {}
    ai   = { max = 1, cpu = 4, memory = "16Gi" }
  }

  database            = { tier = "db-custom-1-3840" }
  deletion_protection = false
}
