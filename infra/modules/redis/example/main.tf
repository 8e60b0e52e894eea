# A cache with a replica to fail over to and hourly snapshots. A service in Python takes REDIS_URL, which holds all that TLS needs, from the secret
# prices-redis-url; one in Node.js that reads the same takes the certificates from prices-redis-ca.

terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.45.0, < 8.0.0"
    }
  }
}

provider "google" {
  project = "example-project"
  region  = "europe-west6"
}

module "redis" {
  source = "../"

  project_id       = "example-project"
  region           = "europe-west6"
  name             = "shop-production"
  labels           = { environment = "production" }
  memory_size_gb   = 5
  read_replicas    = 2
  network_id       = "projects/example-project/global/networks/shop-production"
  redis_configs    = { maxmemory-policy = "allkeys-lru" }
  snapshots        = { period = "ONE_HOUR" }
  url_secret_id    = "prices-redis-url"
  url_options      = { ssl_check_hostname = "false" }
  url_ca_option    = "ssl_ca_data"
  ca_secret_id     = "prices-redis-ca"
  secret_accessors = { prices = "serviceAccount:prices@example-project.iam.gserviceaccount.com" }
}

output "url_secret_id" {
  description = "The secret that the service takes its REDIS_URL from."
  value       = module.redis.url_secret_id
}
