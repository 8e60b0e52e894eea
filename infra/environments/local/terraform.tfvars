project_id = "local"
region     = "local"

deletion_protection = false

web_access = "public"

database = {
  tier    = "db-f1-micro"
  backups = 0
}

cache = {}

services = {
  listings = { max = 1 }
  prices   = { max = 1 }
  web      = { max = 1, memory = "1Gi" }
}
