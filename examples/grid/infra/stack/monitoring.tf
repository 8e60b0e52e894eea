# Alerts on more than 1 % of errors and on a P95 above 1 s, uptime checks, dashboards, objectives, and two metrics of one's own, from logs.

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
      error_percent    = 1
      latency_p95_ms   = name == "ai" ? 10000 : 1000 # a model takes its time
      max_instances    = var.services[name].max
      gpu              = service.gpu != null
      availability_slo = var.objectives_enabled ? { percent = 99.9 } : null
      latency_slo      = var.objectives_enabled ? { percent = 95, under_ms = name == "ai" ? 10000 : 1000 } : null
    }
  }

  databases = {
    main = {
      instance        = module.database.instance_name
      replicas        = [for replica in values(module.database.replicas) : replica.name]
      max_connections = var.database.max_connections
    }
  }

  # At Cloud Run's own addresses, where Monitoring's identity is let in. The AI service is left out: a check would keep its GPU awake.
  uptime_checks = {
    for name in ["api", "auth"] : name => {
      host           = trimprefix(module.service[name].uri, "https://")
      period_seconds = var.uptime_period_seconds
      authenticate   = true
      max_latency_ms = 2000
    } if var.uptime_period_seconds != null
  }

  log_metrics = {
    embedding_tokens = {
      description     = "Tokens of one request to the AI service"
      filter          = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"ai\" AND jsonPayload.event=\"embedded\""
      value_extractor = "EXTRACT(jsonPayload.tokens)"
      labels          = { model = "EXTRACT(jsonPayload.model)" }
    }
    model_failures = {
      description = "Requests that the model could not answer"
      filter      = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"ai\" AND jsonPayload.event=\"model_failed\""
      labels      = { reason = "EXTRACT(jsonPayload.reason)" }
      alert       = { above = 20, severity = "ERROR" }
    }
  }

  depends_on = [module.apis]
}
