# A shop with two services and a database: PagerDuty for what hurts users now, Slack for everything, a promise for the API.

terraform {
  required_version = ">= 1.9.0, < 2.0.0"

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

variable "channel_secrets" {
  description = "Secret of each notification channel. Real ones come from outside: TF_VAR_channel_secrets, or Secret Manager."
  type        = map(string)
  default     = { slack = "example", pagerduty = "example" }
  sensitive   = true
}

module "monitoring" {
  source = "../"

  project_id      = "example-project"
  name            = "shop-production"
  labels          = { environment = "production" }
  channel_secrets = var.channel_secrets

  channels = {
    team      = { type = "email", address = "team@example.com", severities = ["WARNING"] }
    slack     = { type = "slack", address = "#shop-alerts" }
    pagerduty = { type = "pagerduty", severities = ["CRITICAL"] }
  }

  uptime_checks = {
    shop = {
      host           = "shop.example.com"
      max_latency_ms = 2000
      content        = { text = "\"ok\"", json_path = "$.status" }
    }
  }

  services = {
    api = {
      max_instances    = 20
      availability_slo = { percent = 99.9 }
      latency_slo      = { percent = 95, under_ms = 1000 }
    }

    web = {
      error_percent  = 5
      latency_p95_ms = 2000
    }
  }

  databases = {
    main = {
      instance        = "shop"
      replicas        = ["shop-replica"]
      max_connections = 200
    }
  }

  load_balancers = ["shop"]

  log_metrics = {
    checkout_failures = {
      description = "Checkouts that failed"
      filter      = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"api\" AND jsonPayload.event=\"checkout_failed\""
      labels      = { reason = "EXTRACT(jsonPayload.reason)" }
      alert       = { above = 10 }
    }
  }
}

output "dashboards" {
  description = "Ids of the dashboards."
  value       = module.monitoring.dashboards
}
