# One PostgreSQL instance with a database for each service that keeps data, and one Redis. Both are in the first region; a replica elsewhere takes over
# when that region is down.

locals {
  # The service's name in slipway.yaml, and its database.
  databases = { auth = "auth", listing = "listing", user = "users" }

  # PgBouncer, as Google runs it beside the instance, in transaction mode. Prisma is told of it in the URL, and migrates past it, by the direct one.
  # Without it every instance of a service holds connections of its own, so it gets few.
  is_pooled = var.database.pool_flags != null
  url_options = {
    for key, value in {
      sslmode          = "require"
      pgbouncer        = local.is_pooled ? "true" : null
      connection_limit = local.is_pooled ? "10" : "5"
    } : key => value if value != null
  }

  database_urls = {
    for service, database in local.databases : service => {
      "${service}-database-url"        = { database = database, pooled = local.is_pooled, options = local.url_options }
      "${service}-direct-database-url" = { database = database, options = { sslmode = "require" } }
    }
  }

  # Reads that may be a moment behind. Without a replica they go to the primary, so that services are the same everywhere.
  read_urls = {
    listing = {
      listing-read-database-url = {
        database = local.databases.listing
        replica  = contains(keys(var.database.replicas), "read") ? "read" : null
        pooled   = local.is_pooled
        options  = local.url_options
      }
    }
  }
}

module "database" {
  source = "../../../../infra/modules/postgres"

  project_id          = var.project_id
  region              = local.primary_region
  name                = local.name
  labels              = local.labels
  deletion_protection = var.deletion_protection

  postgres_version = 15
  edition          = var.database.edition
  tier             = var.database.tier
  availability     = var.database.availability
  disk             = { initial_size_gb = var.database.disk_gb }
  replicas         = var.database.replicas
  network_id       = module.network.private_services_network_id
  connection_pool  = var.database.pool_flags == null ? null : { flags = var.database.pool_flags }
  database_flags   = { max_connections = tostring(var.database.max_connections), log_min_duration_statement = "500" }
  maintenance      = { update_track = var.environment == "production" ? "week5" : "canary" }

  # Africa has one region, so backups and exports are kept on another continent.
  backups = { location = var.backup_region }
  exports = {
    schedule         = "30 1 * * *"
    time_zone        = "Africa/Johannesburg"
    bucket_location  = var.backup_region
    scheduler_region = var.backup_region
    retention_days   = var.environment == "production" ? 90 : 7
  }

  databases = toset(values(local.databases))
  users = {
    for service in keys(local.databases) : "${service}_service" => {
      connection_urls = merge(local.database_urls[service], lookup(local.read_urls, service, {}))
    }
  }

  depends_on = [module.apis]
}

module "redis" {
  source = "../../../../infra/modules/redis"

  project_id          = var.project_id
  region              = local.primary_region
  name                = local.name
  labels              = local.labels
  deletion_protection = var.deletion_protection

  tier           = var.redis.tier
  memory_size_gb = var.redis.memory_size_gb
  read_replicas  = var.redis.read_replicas
  snapshots      = var.redis.tier == "STANDARD_HA" ? { period = "ONE_HOUR" } : null
  redis_configs  = { maxmemory-policy = "allkeys-lru" }
  network_id     = module.network.private_services_network_id
  url_secret_id  = "redis-url"

  depends_on = [module.apis]
}
