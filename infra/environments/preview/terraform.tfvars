project_id = "slipway-dev"
region     = "europe-west6"
registry   = "europe-west6-docker.pkg.dev/slipway-dev/slipway-dev"

deployers = ["serviceAccount:deploy-preview@slipway-shared.iam.gserviceaccount.com"]
visitors  = ["group:developers@example.com"]

deletion_protection = false

network = { existing = "slipway-dev" }

database = {
  tier            = "db-f1-micro"
  max_connections = 25
  backups         = 0
}

services = {
  listings = { max = 1 }
  prices   = { max = 1 }
  web      = { max = 1, memory = "1Gi" }
}
