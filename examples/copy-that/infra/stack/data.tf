module "database" {
  source = "../../../../infra/modules/postgres"

  project_id          = var.project_id
  region              = var.region
  name                = "copy-that"
  labels              = local.labels
  deletion_protection = var.deletion_protection
  postgres_version    = 16
  tier                = var.database.tier
  availability        = var.database.availability
  disk                = { initial_size_gb = 10, autoresize_limit_gb = 100 }
  network_id          = module.network.private_services_network_id
  database_flags      = { max_connections = tostring(var.database.max_connections) }
  backups             = { retained = var.database.backups_retained }
  databases           = ["copy_that"]

  users = {
    api = {
      password_version = var.database.password_version
      connection_urls  = { database-url = { database = "copy_that" } }
    }
  }
}

module "redis" {
  source = "../../../../infra/modules/redis"

  project_id          = var.project_id
  region              = var.region
  name                = "copy-that"
  labels              = local.labels
  deletion_protection = var.deletion_protection
  tier                = var.redis.tier
  memory_size_gb      = var.redis.memory_size_gb
  network_id          = module.network.private_services_network_id
  url_secret_id       = "redis-url"

  # Cached answers can be thrown away when memory runs out.
  redis_configs = { maxmemory-policy = "allkeys-lru" }
}
