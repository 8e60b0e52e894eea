# What the services keep things in, and the network that they reach it by.

locals {
  database_secret = "listings-database-url${var.suffix}"
  cache_secret    = "prices-redis-url${var.suffix}"

  # One that is made elsewhere is known by its name. For one that is made here the databases wait: private_services_network_id.
  has_own_network = var.network.existing == null
  network_id      = local.has_own_network ? module.network[0].private_services_network_id : "projects/${var.project_id}/global/networks/${var.network.existing}"

  # Only private addresses go through the network, so it needs no Cloud NAT.
  vpc = {
    network    = local.network_id
    subnetwork = local.has_own_network ? module.network[0].subnets["services"].id : "projects/${var.project_id}/regions/${var.region}/subnetworks/${var.network.existing}-services"
  }
}

module "network" {
  source = "../modules/network"
  count  = local.has_own_network ? 1 : 0

  project_id  = var.project_id
  name        = var.name
  description = "Way of the services to their database and cache."
  labels      = local.labels

  subnets = {
    services = {
      region    = var.region
      cidr      = var.network.cidr
      flow_logs = { sampling = 0.1, aggregation_interval = "INTERVAL_5_MIN" }
    }
  }

  # Google holds the connection for days after the last database; what can be destroyed does not wait for that.
  private_services_access = { deletion_policy = var.deletion_protection ? "DELETE" : "ABANDON" }

  depends_on = [module.required_apis]
}

module "postgres" {
  source = "../modules/postgres"

  project_id                  = var.project_id
  region                      = var.region
  name                        = var.name
  labels                      = local.labels
  deletion_protection         = var.deletion_protection
  postgres_version            = local.postgres_version
  tier                        = var.database.tier
  availability                = var.database.availability
  disk                        = { initial_size_gb = var.database.disk_gb }
  network_id                  = local.network_id
  database_flags              = { max_connections = tostring(var.database.max_connections) }
  final_backup_retention_days = var.deletion_protection ? 30 : 0

  backups = {
    enabled                        = var.database.backups > 0
    retained                       = max(var.database.backups, 1)
    point_in_time_recovery         = var.database.recovery_days > 0
    transaction_log_retention_days = max(var.database.recovery_days, 1)
  }

  replicas  = { for key, region in var.database.replicas : key => { region = region } }
  databases = ["listings"]
  users = {
    listings = {
      password_version = var.database.password_version
      connection_urls = {
        # node-postgres reads sslmode=require as libpq does only if it is told so; by itself it would want Cloud SQL's own certificates.
        (local.database_secret) = { database = "listings", options = { sslmode = "require", uselibpqcompat = "true" } }
      }
    }
  }

  depends_on = [module.required_apis]
}

module "redis" {
  source = "../modules/redis"
  count  = var.cache == null ? 0 : 1

  project_id          = var.project_id
  region              = var.region
  name                = var.name
  labels              = local.labels
  deletion_protection = var.deletion_protection
  tier                = var.cache.tier
  memory_size_gb      = var.cache.memory_gb
  redis_configs       = { maxmemory-policy = "allkeys-lru" }
  network_id          = local.network_id
  url_secret_id       = local.cache_secret

  # redis-py takes the instance's own authority from the URL and checks the certificate by that. It has an address in place of a name.
  url_ca_option = "ssl_ca_data"
  url_options   = { ssl_check_hostname = "false" }

  depends_on = [module.required_apis]
}
