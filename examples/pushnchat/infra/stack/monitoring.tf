# RED dashboards of the services, and those of the database, of what users feel and of cost; alerts; uptime checks; objectives; the budget.

locals {
  uptime_checks = merge(
    { web = { host = var.domain, path = "/", max_latency_ms = 3000 } },
    # In every region by itself, past the load balancer, which would hide that one of them is down.
    {
      for key, place in local.placements : replace(key, "/", "-") => {
        host           = trimprefix(module.service[key].uri, "https://")
        period_seconds = var.uptime_period_seconds
        authenticate   = true
      } if contains(local.apis, place.service)
    },
  )
}

module "monitoring" {
  source = "../../../../infra/modules/monitoring"

  project_id     = var.project_id
  name           = "${local.name}-${var.environment}"
  labels         = local.labels
  load_balancers = [local.name]

  channels          = { on-call = { type = "email", address = var.alert_email } }
  existing_channels = var.existing_channels

  services = {
    for name, service in local.services : name => {
      # Requests to messaging stay open for as long as a chat is, so how long they take says nothing.
      alerts           = [for alert in ["cpu", "errors", "instances", "latency", "memory"] : alert if alert != "latency" || name != "messaging"]
      error_percent    = 1
      latency_p95_ms   = 800
      max_instances    = coalesce(try(var.services[name].max, null), service.max)
      availability_slo = var.objectives_enabled && name != "admin" ? { percent = 99.9 } : null
      latency_slo      = var.objectives_enabled && !contains(["admin", "messaging"], name) ? { percent = 95, under_ms = 800 } : null
    }
  }

  databases = {
    main = {
      instance        = module.database.instance_name
      replicas        = [for replica in values(module.database.replicas) : replica.name]
      max_connections = var.database.max_connections
    }
  }

  uptime_checks = { for key, check in local.uptime_checks : key => check if var.uptime_period_seconds != null }

  log_metrics = {
    undelivered_events = {
      description = "Events that a service refused"
      filter      = "resource.type=\"cloud_run_revision\" AND httpRequest.requestUrl=~\"/events/\" AND httpRequest.status>=400"
      labels      = { service = "EXTRACT(resource.labels.service_name)" }
      alert       = { above = 50 }
    }
  }

  depends_on = [module.apis]
}

# Told at shares of what was spent and, days before, when the month is going to be over it: that is how a jump shows.
module "budget" {
  source = "../../../../infra/modules/budget"
  count  = var.budget == null ? 0 : 1

  billing_account       = var.budget.billing_account
  name                  = local.name
  notification_channels = values(module.monitoring.channels)

  budgets = {
    (var.environment) = {
      amount             = var.budget.amount
      currency           = var.budget.currency
      thresholds_percent = var.budget.thresholds_percent
      forecast_percent   = [100]
      project_numbers    = [var.project_number]
    }
  }

  depends_on = [module.apis]
}
