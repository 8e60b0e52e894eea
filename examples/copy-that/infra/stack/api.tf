locals {
  deployer = "serviceAccount:${var.deployer}"
}

module "api" {
  source = "../../../../infra/modules/cloud-run-service"

  project_id          = var.project_id
  region              = var.region
  name                = "api"
  labels              = merge(local.labels, { team = "copy", cost-center = "42" })
  deletion_protection = var.deletion_protection
  port                = { number = 8000 }
  resources           = { cpu = 1, memory = "1Gi", startup_cpu_boost = true }
  scaling             = { max = var.max_instances, scheduled = true }
  startup_probe       = { http = { path = "/health" }, period_seconds = 3, failure_threshold = 30 }
  liveness_probe      = { http = { path = "/health" }, period_seconds = 30, failure_threshold = 3 }
  vpc                 = { subnetwork = module.network.subnets["services"].id }

  # What Redis' certificate is checked against. It is no secret.
  environment = { REDIS_CA_CERTIFICATES = join("\n", module.redis.server_ca_certificates) }

  secrets = {
    DATABASE_URL      = { secret = "database-url" }
    REDIS_URL         = { secret = "redis-url" }
    ANTHROPIC_API_KEY = { secret = "anthropic-api-key" }
  }

  # Behind IAP nobody calls the service without an identity, so its own URL may stay open for the pipeline's smoke tests. An API that is public
  # takes requests from the load balancer and the network only, or Cloud Armor could be gone round.
  public    = var.iap_members == null
  ingress   = var.iap_members == null ? "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" : "INGRESS_TRAFFIC_ALL"
  invokers  = var.iap_members == null ? [] : [local.deployer]
  deployers = [local.deployer]

  depends_on = [module.database, module.redis]
}

# Instances are up in the day and down at night. One call of the module holds one schedule for a service.
module "schedules" {
  source   = "../../../../infra/modules/schedules"
  for_each = var.schedule

  project_id = var.project_id
  region     = var.region
  name       = "copy-that-${each.key}"

  schedules = {
    api = merge(each.value, {
      service               = module.api.name
      region                = var.region
      service_account_email = module.api.service_account_email
      time_zone             = var.time_zone
    })
  }
}
