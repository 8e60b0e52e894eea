# Production: three regions, the first one with the data. It is released from main, after staging, when a person agrees.

module "stack" {
  source = "../../stack"

  project_id     = "pushnchat-prd"
  project_number = "333333333333"
  environment    = "production"
  regions        = ["africa-south1", "europe-west6", "me-west1"]
  backup_region  = "europe-west6"
  domain         = "pushnchat.example"
  shared         = { project_id = "pushnchat-shared", images_location = "africa-south1", images_repository = "images", dns_zone = "production" }
  staff          = ["group:staff@pushnchat.example"]
  alert_email    = "on-call@pushnchat.example"
  deployers      = ["serviceAccount:deploy-production@pushnchat-shared.iam.gserviceaccount.com"]

  # One instance of each is always ready. The CPU stays on where people wait for messages and to sign in.
  services = {
    auth      = { min = 1, cpu_idle = false }
    messaging = { min = 1, max = 200, cpu = 2, memory = "2Gi", cpu_idle = false }
    user      = { min = 1 }
    listing   = { min = 1 }
    web       = { min = 1 }
    admin     = { regions = ["africa-south1"] }
  }

  database = {
    edition         = "ENTERPRISE_PLUS"
    tier            = "db-perf-optimized-N-4"
    availability    = "regional"
    disk_gb         = 200
    max_connections = 500
    pool_flags      = { max_pool_size = "60" }
    replicas = {
      read     = { region = "africa-south1", tier = "db-perf-optimized-N-2" }
      recovery = { region = "europe-west6" } # as large as the primary, whose place it takes
    }
  }

  redis                   = { tier = "STANDARD_HA", memory_size_gb = 5, read_replicas = 1 }
  connector_max_instances = 10
  content_is_copied       = true

  uptime_period_seconds = 300
  objectives_enabled    = true

  budget = { billing_account = "012345-6789AB-CDEF01", amount = 6000, thresholds_percent = [50, 80, 100, 120] }
}
