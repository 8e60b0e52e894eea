# Staging: small, in one zone, behind Identity-Aware Proxy. It is released from develop.

module "stack" {
  source = "../../stack"

  project_id          = "copy-that-stg"
  environment         = "staging"
  deployer            = "deploy-staging@copy-that-stg.iam.gserviceaccount.com"
  domain              = "staging.copythat.example"
  iap_members         = ["group:team@copythat.example"]
  alert_email         = "team@copythat.example"
  deletion_protection = false

  database = {
    tier             = "db-g1-small"
    availability     = "zonal"
    max_connections  = 50
    backups_retained = 7
    password_version = 1
  }

  redis = {
    tier           = "BASIC"
    memory_size_gb = 1
  }

  max_instances = 4

  schedule = {
    workdays = { up = { cron = "0 8 * * 1-5", min = 1 }, down = { cron = "0 18 * * 1-5", min = 0 } }
  }

  rate_limit = { requests = 300, ban_after_requests = 600 }
}
