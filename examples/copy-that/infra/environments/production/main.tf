# Production: a standby in a second zone for the database and Redis, open to everyone through the load balancer. It is released from main.

module "stack" {
  source = "../../stack"

  project_id  = "copy-that-prd"
  environment = "production"
  deployer    = "deploy-production@copy-that-prd.iam.gserviceaccount.com"
  domain      = "api.copythat.example"
  alert_email = "oncall@copythat.example"

  database = {
    tier             = "db-custom-2-7680"
    availability     = "regional"
    max_connections  = 200 # 40 instances with a pool of 4 make 160, which is the 80 % that the alert allows
    backups_retained = 30
    password_version = 1
  }

  redis = {
    tier           = "STANDARD_HA"
    memory_size_gb = 1
  }

  max_instances = 40

  # Cloud Scheduler sets the minimum alone; the weekend's lower maximum of slipway.yaml is not set here.
  schedule = {
    workdays = { up = { cron = "0 7 * * 1-5", min = 3 }, down = { cron = "0 20 * * 1-5", min = 1 } }
    weekends = { up = { cron = "0 10 * * 0,6", min = 2 }, down = { cron = "0 16 * * 0,6", min = 1 } }
  }

  rate_limit = { requests = 600, ban_after_requests = 1200 }
}
