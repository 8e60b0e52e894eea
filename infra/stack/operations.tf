# Who is told what, what it may cost, and when instances are kept ready.

locals {
  # Checks from outside bring no identity.
  uptime_checks = var.web_access != "public" ? {} : {
    web = {
      host           = coalesce(var.domain, trimprefix(module.web.uri, "https://"))
      max_latency_ms = 3000
      content        = { text = "\"ok\"", json_path = "$.status" }
    }
  }
}

module "monitoring" {
  source = "../modules/monitoring"
  count  = local.has_monitoring ? 1 : 0

  project_id     = var.project_id
  name           = var.name
  labels         = local.labels
  channels       = { email = { type = "email", address = var.alert_email } }
  uptime_checks  = local.uptime_checks
  load_balancers = var.domain == null ? [] : [var.name]

  services = {
    for name, size in var.services : name => {
      cloud_run_name   = "${name}${var.suffix}"
      max_instances    = size.max
      latency_p95_ms   = try(size.slo.latency_ms, 2000)
      availability_slo = size.slo == null ? null : { percent = size.slo.availability_percent }
      latency_slo      = size.slo == null ? null : { percent = size.slo.latency_percent, under_ms = size.slo.latency_ms }
    }
  }

  databases = {
    listings = {
      instance        = module.postgres.instance_name
      replicas        = [for replica in module.postgres.replicas : replica.name]
      max_connections = var.database.max_connections
    }
  }

  depends_on = [module.required_apis, module.listings, module.prices, module.web]
}

module "budget" {
  source = "../modules/budget"
  count  = var.budget == null ? 0 : 1

  billing_account       = var.budget.billing_account
  name                  = var.name
  notification_channels = local.has_monitoring ? values(module.monitoring[0].channels) : []

  budgets = {
    monthly = {
      amount           = var.budget.monthly
      currency         = var.budget.currency
      forecast_percent = [100]
      project_numbers  = [data.google_project.this[0].number]
    }
  }

  depends_on = [module.required_apis]
}

module "schedules" {
  source = "../modules/schedules"
  count  = local.has_schedules ? 1 : 0

  project_id = var.project_id
  region     = var.region
  name       = var.name

  schedules = {
    for name, size in var.services : name => {
      service               = "${name}${var.suffix}"
      region                = var.region
      service_account_email = local.service_accounts[name]
      time_zone             = size.schedule.time_zone
      up                    = { cron = size.schedule.up, min = size.schedule.min }
      down                  = { cron = size.schedule.down }
    } if size.schedule != null
  }

  depends_on = [module.required_apis, module.listings, module.prices, module.web]
}
