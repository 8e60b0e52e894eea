project_id = "slipway-staging"
region     = "europe-west6"
registry   = "europe-west6-docker.pkg.dev/slipway-shared/slipway"

deployers = ["serviceAccount:deploy-staging@slipway-shared.iam.gserviceaccount.com"]

# With "iap" visitors sign in in the browser. The pipeline's checks then need an OAuth client that IAP lets in.
web_access = "authenticated"
visitors   = ["group:team@example.com"]

database = {
  tier            = "db-g1-small"
  max_connections = 50
  recovery_days   = 1
}

cache = {}

secrets = {
  slack-webhook = { rotation_days = 90 }
}

services = {
  listings = { max = 4 }
  prices   = { max = 4 }
  # An instance is ready while people work.
  web = { max = 4, memory = "1Gi", schedule = { up = "0 7 * * 1-5", down = "0 19 * * 1-5", time_zone = "Europe/Zurich" } }
}

alert_email = "alerts@example.com"
budget      = { billing_account = "012345-6789AB-CDEF01", monthly = 100 }
