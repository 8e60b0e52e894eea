# PostgreSQL 15 and Redis, on private addresses.

locals {
  # Built from its parts, because what a service may connect to must be known before the instance exists.
  database_connection_name = "${var.project_id}:${var.region}:main"
}

module "database" {
  source = "../../../../infra/modules/postgres"

  project_id          = var.project_id
  region              = var.region
  name                = "main"
  labels              = local.labels
  deletion_protection = var.deletion_protection

  postgres_version = 15
  tier             = var.database.tier
  availability     = var.database.availability
  disk             = { initial_size_gb = var.database.disk_gb }
  replicas         = var.database.replicas
  network_id       = module.network.private_services_network_id
  maintenance      = { update_track = var.environment == "production" ? "week5" : "canary" }
  query_insights   = { query_string_length = 4500, query_plans_per_minute = 20, record_client_address = true }

  database_flags = {
    max_connections                     = tostring(var.database.max_connections)
    log_min_duration_statement          = "500"
    idle_in_transaction_session_timeout = "60000"
  }

  # Every backup, and every export, can be restored without this region.
  backups = { location = "us", retained = var.environment == "production" ? 30 : 7 }
  exports = { schedule = "30 5 * * *", bucket_location = var.backup_region, retention_days = var.environment == "production" ? 90 : 7 }

  databases = ["grid"]
  users     = { grid = { connection_urls = { grid-database-url = { database = "grid", options = var.database.url_options } } } }

  depends_on = [module.apis]
}

module "redis" {
  source = "../../../../infra/modules/redis"

  project_id          = var.project_id
  region              = var.region
  name                = local.name
  labels              = local.labels
  deletion_protection = var.deletion_protection

  tier           = var.redis.tier
  memory_size_gb = var.redis.memory_size_gb
  redis_configs  = { maxmemory-policy = "allkeys-lru" }
  network_id     = module.network.private_services_network_id
  url_secret_id  = "grid-redis-url"

  depends_on = [module.apis]
}
