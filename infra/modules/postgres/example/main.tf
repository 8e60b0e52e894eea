# The database of a production environment: a standby in a second zone, a replica in another region, exports kept for 90 days there.

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

resource "google_service_account" "listings" {
  project    = "example-project"
  account_id = "listings"
}

module "postgres" {
  source = "../"

  project_id       = "example-project"
  region           = "europe-west6"
  name             = "shop-production"
  labels           = { environment = "production" }
  postgres_version = 15
  tier             = "db-custom-2-7680"
  network_id       = "projects/example-project/global/networks/shop-production"
  disk             = { initial_size_gb = 50, autoresize_limit_gb = 500 }
  database_flags   = { max_connections = "200", "log_min_duration_statement" = "500" }

  replicas = {
    recovery = { region = "me-west1", zone = "me-west1-a" }
  }

  databases = ["listings", "messaging"]

  users = {
    listings = {
      secret_accessors = { listings = "serviceAccount:${google_service_account.listings.email}" }
      connection_urls = {
        listings-database-url      = { database = "listings", options = { sslmode = "require", uselibpqcompat = "true" } }
        listings-read-database-url = { database = "listings", replica = "recovery" }
      }
    }
    messaging = {}
  }

  iam_users = {
    listings   = { email = "listings@example-project.iam.gserviceaccount.com" }
    developers = { email = "developers@example.com", type = "group", database_roles = ["pg_read_all_data"] }
  }

  exports = { schedule = "30 1 * * *", retention_days = 90, bucket_location = "me-west1" }
}

output "url_secret_ids" {
  description = "Secrets that services take their DATABASE_URL from."
  value       = module.postgres.url_secret_ids
}
