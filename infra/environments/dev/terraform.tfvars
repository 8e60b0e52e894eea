project_id = "slipway-dev"
region     = "europe-west6"

# A registry of its own (registry is left out): nothing that was not reviewed gets where production's images are.
deployers = ["serviceAccount:deploy-dev@slipway-shared.iam.gserviceaccount.com"]
visitors  = ["group:developers@example.com"]

deletion_protection = false

database = {
  tier            = "db-f1-micro"
  max_connections = 25
  backups         = 0
}

cache = {}

services = {
  listings = {}
  prices   = {}
  web      = { memory = "1Gi" }
}
