# The three services. What is the same in every environment stands here, and what differs in var.services. The image and the traffic are the release's;
# the rest must be what slipway.yaml says.

locals {
  each_service = {
    callers     = []
    secrets     = {}
    cloud_sql   = []
    concurrency = 80
    timeout     = 300
    gpu         = null
    startup     = { http = { path = "/healthz" }, period_seconds = 5, failure_threshold = 12 }
    liveness    = null
    vpc         = { network = module.network.network_id, subnetwork = google_compute_subnetwork.services.id }
  }

  services = {
    auth = merge(local.each_service, {
      callers   = ["api"]
      cloud_sql = [local.database_connection_name]
      startup   = { http = { path = "/healthz" }, initial_delay_seconds = 2, period_seconds = 5, timeout_seconds = 3, failure_threshold = 12 }
      liveness  = { http = { path = "/healthz" }, period_seconds = 30, timeout_seconds = 5 }
      secrets = {
        DATABASE_URL = { secret = "grid-database-url" }
        REDIS_CA     = { secret = "grid-redis-ca" }
        REDIS_URL    = { secret = "grid-redis-url" }
      }
    })

    api = merge(local.each_service, {
      callers = ["ai"]
      secrets = {
        DATABASE_URL = { secret = "grid-database-url" }
        OPENAI_KEY   = { secret = "openai-key", version = "7" }
      }
    })

    # A GPU wants the CPU always on. The model is loaded before the port opens.
    ai = merge(local.each_service, {
      callers     = ["api"]
      concurrency = 4
      timeout     = 900
      gpu         = { type = "nvidia-l4" }
      startup     = { tcp = {}, period_seconds = 20, timeout_seconds = 10, failure_threshold = 12 }
      vpc         = { connector = module.network.connectors[var.region] }
      secrets = {
        REDIS_CA  = { secret = "grid-redis-ca" }
        REDIS_URL = { secret = "grid-redis-url" }
      }
    })
  }

  # Built from their parts, because who may call a service must be known before the accounts exist.
  members = { for name in ["ai", "api", "auth"] : name => "serviceAccount:grid-${name}@${var.project_id}.iam.gserviceaccount.com" }

  # Who calls besides services: Cloud Monitoring those that it checks from outside, and Apigee.
  other_callers = concat(
    var.apigee == null ? [] : ["serviceAccount:grid-apigee@${var.project_id}.iam.gserviceaccount.com"],
    var.uptime_period_seconds == null ? [] : ["serviceAccount:service-${var.project_number}@gcp-sa-monitoring-notification.iam.gserviceaccount.com"],
  )
}

# An account for each service, which may read the secrets and reach the database that the service names, and nothing else.
resource "google_service_account" "service" {
  for_each = local.members

  project      = var.project_id
  account_id   = "grid-${each.key}"
  display_name = "Cloud Run service ${each.key}"

  depends_on = [module.apis]
}

module "service" {
  source   = "../../../../infra/modules/cloud-run-service"
  for_each = local.services

  project_id          = var.project_id
  region              = var.region
  name                = each.key
  labels              = local.labels
  deletion_protection = var.deletion_protection

  secrets             = each.value.secrets
  cloud_sql_instances = each.value.cloud_sql
  vpc                 = each.value.vpc
  timeout_seconds     = each.value.timeout
  startup_probe       = each.value.startup
  liveness_probe      = each.value.liveness
  gpu                 = each.value.gpu == null ? null : merge(each.value.gpu, { zonal_redundancy = var.services[each.key].gpu_zonal_redundancy })

  scaling = {
    min         = var.services[each.key].min
    max         = var.services[each.key].max
    concurrency = each.value.concurrency
  }

  resources = {
    cpu               = var.services[each.key].cpu
    memory            = var.services[each.key].memory
    cpu_idle          = each.value.gpu == null
    startup_cpu_boost = true
  }

  service_account = {
    create = false
    email  = trimprefix(local.members[each.key], "serviceAccount:")
  }

  custom_audiences = [local.api_url]
  deployers        = var.deployers
  invokers         = concat([for caller in each.value.callers : local.members[caller]], local.other_callers)

  depends_on = [
    google_project_service_identity.agent,
    google_secret_manager_secret_version.redis_ca,
    google_service_account.apigee,
    google_service_account.service,
    module.database,
    module.redis,
    module.secrets,
  ]
}
