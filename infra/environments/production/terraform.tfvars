project_id = "slipway-production"
region     = "europe-west6"
registry   = "europe-west6-docker.pkg.dev/slipway-shared/slipway"
domain     = "slipway.example.com"
web_access = "public"

deployers = ["serviceAccount:deploy-production@slipway-shared.iam.gserviceaccount.com"]

database = {
  tier            = "db-custom-1-3840"
  availability    = "regional"
  max_connections = 100
  disk_gb         = 20
  backups         = 30
  recovery_days   = 7
  replicas        = { recovery = "europe-west3" } # becomes the primary if the region is lost
}

cache = { tier = "STANDARD_HA" }

secrets = {
  slack-webhook = { rotation_days = 90 }
}

# listings keeps 10 connections for each instance, so 8 instances stay below max_connections.
services = {
  listings = {
    min = 1
    max = 8
    slo = { availability_percent = 99.9, latency_ms = 500 }
  }
  prices = {
    min = 1
    max = 10
    slo = { availability_percent = 99.5, latency_ms = 500 }
  }
  web = {
    memory = "1Gi"
    min    = 1
    max    = 20
    slo    = { availability_percent = 99.9, latency_ms = 1000 }
  }
}

alert_email = "alerts@example.com"
budget      = { billing_account = "012345-6789AB-CDEF01", monthly = 500 }
