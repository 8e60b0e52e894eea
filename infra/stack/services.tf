# The three services and the job that migrates the database. Images, revisions and traffic are the release pipeline's.

locals {
  # Secrets of each service by environment variable, in the form that Cloud Run's modules take.
  own_secrets = {
    for name in ["listings", "prices", "web"] : name => {
      for id, secret in var.secrets : secret.variable => { secret = "${id}${var.suffix}" } if secret.service == name
    }
  }

  service_secrets = {
    listings = merge(local.own_secrets.listings, { DATABASE_URL = { secret = one(module.postgres.url_secret_ids) } })
    prices   = merge(local.own_secrets.prices, var.cache == null ? {} : { REDIS_URL = { secret = module.redis[0].url_secret_id } })
    web      = local.own_secrets.web
  }

  scaling = {
    for name, size in var.services : name => {
      min         = size.min
      max         = size.max
      concurrency = size.concurrency
      scheduled   = size.schedule != null
    }
  }

  probe = { http = { path = "/health" }, timeout_seconds = 2 }
}

module "listings" {
  source = "../modules/cloud-run-service"

  project_id          = var.project_id
  region              = var.region
  name                = "listings${var.suffix}"
  labels              = local.labels
  deletion_protection = var.deletion_protection
  resources           = { cpu = var.services["listings"].cpu, memory = var.services["listings"].memory, cpu_idle = var.services["listings"].cpu_idle }
  scaling             = local.scaling["listings"]
  secrets             = local.service_secrets.listings
  vpc                 = local.vpc
  deployers           = var.deployers
  invokers            = setunion(["serviceAccount:${module.web.service_account_email}"], var.deployers)

  # Healthy is who reaches the database. It is no liveness probe: new instances do not bring a database back.
  startup_probe = merge(local.probe, { period_seconds = 5, failure_threshold = 24 })

  depends_on = [module.required_apis, module.secrets]
}

module "listings_migrate" {
  source = "../modules/cloud-run-job"

  project_id          = var.project_id
  region              = var.region
  name                = "listings-migrate${var.suffix}"
  labels              = local.labels
  deletion_protection = var.deletion_protection
  command             = ["node", "dist/migrate.js"]
  secrets             = { DATABASE_URL = local.service_secrets.listings["DATABASE_URL"] }
  vpc                 = local.vpc
  service_account     = { account_id = "job-listings${var.suffix}" }
  deployers           = var.deployers

  depends_on = [module.required_apis]
}

module "prices" {
  source = "../modules/cloud-run-service"

  project_id          = var.project_id
  region              = var.region
  name                = "prices${var.suffix}"
  labels              = local.labels
  deletion_protection = var.deletion_protection
  resources           = { cpu = var.services["prices"].cpu, memory = var.services["prices"].memory, cpu_idle = var.services["prices"].cpu_idle }
  scaling             = local.scaling["prices"]
  secrets             = local.service_secrets.prices
  vpc                 = var.cache == null ? null : local.vpc
  deployers           = var.deployers
  invokers            = var.deployers
  startup_probe       = merge(local.probe, { period_seconds = 5, failure_threshold = 12 })
  liveness_probe      = merge(local.probe, { period_seconds = 30 })

  depends_on = [module.required_apis, module.secrets]
}

module "web" {
  source = "../modules/cloud-run-service"

  project_id          = var.project_id
  region              = var.region
  name                = "web${var.suffix}"
  labels              = local.labels
  deletion_protection = var.deletion_protection
  resources           = { cpu = var.services["web"].cpu, memory = var.services["web"].memory, cpu_idle = var.services["web"].cpu_idle }
  scaling             = local.scaling["web"]
  environment         = { LISTINGS_URL = module.listings.uri, LISTINGS_AUDIENCE = module.listings.uri }
  secrets             = local.service_secrets.web
  deployers           = var.deployers
  public              = var.web_access == "public"
  iap_enabled         = local.has_iap
  invokers            = var.web_access == "authenticated" ? setunion(var.visitors, var.deployers) : []
  startup_probe       = merge(local.probe, { period_seconds = 5, failure_threshold = 24 })
  liveness_probe      = merge(local.probe, { period_seconds = 30 })

  depends_on = [module.required_apis, module.secrets]
}
