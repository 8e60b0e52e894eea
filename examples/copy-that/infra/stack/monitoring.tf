module "monitoring" {
  source = "../../../../infra/modules/monitoring"

  project_id     = var.project_id
  name           = "copy-that-${var.environment}"
  labels         = local.labels
  channels       = { team = { type = "email", address = var.alert_email } }
  load_balancers = ["copy-that"]

  services = {
    api = {
      error_percent  = 5
      latency_p95_ms = 2000
      max_instances  = var.max_instances
    }
  }

  databases = {
    main = {
      instance            = module.database.instance_name
      max_connections     = var.database.max_connections
      connections_percent = 80
    }
  }

  # IAP answers an uptime check with its own sign-in page.
  uptime_checks = var.iap_members == null ? { api = { host = var.domain, path = "/health" } } : {}
}
