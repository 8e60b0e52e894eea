# The six services, each in every region that it is released to. What is the same in every environment stands here, and what differs in
# var.services. The image and the traffic are the release's; the rest must be what slipway.yaml says.

locals {
  each_service = {
    port        = 8080
    environment = {}
    secrets     = {}
    callers     = []
    roles       = []
    ingress     = "INGRESS_TRAFFIC_ALL"
    is_public   = false
    has_network = false
    has_health  = false
    max         = 10
    concurrency = 80
    timeout     = 300
  }

  api = merge(local.each_service, { environment = { NODE_ENV = "production" }, has_network = true, has_health = true })

  # The front ends are behind the load balancer alone; the APIs are where the gateway can reach them, and nobody without an identity can.
  front_end = merge(local.each_service, { ingress = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" })

  services = {
    auth = merge(local.api, {
      callers = ["listing", "messaging", "user"]
      roles   = ["roles/firebaseauth.admin"]
      secrets = {
        DATABASE_URL = { secret = "auth-database-url" }
        DIRECT_URL   = { secret = "auth-direct-database-url" }
        JWT_KEY      = { secret = "jwt-key", version = "3" }
        REDIS_CA     = { secret = "redis-ca" }
        REDIS_URL    = { secret = "redis-url" }
      }
    })

    user = merge(local.api, {
      callers = ["admin", "listing", "web"]
      secrets = {
        DATABASE_URL = { secret = "user-database-url" }
        DIRECT_URL   = { secret = "user-direct-database-url" }
      }
    })

    listing = merge(local.api, {
      callers = ["web"]
      secrets = {
        DATABASE_URL = { secret = "listing-database-url" }
        DIRECT_URL   = { secret = "listing-direct-database-url" }
        READ_URL     = { secret = "listing-read-database-url" }
      }
    })

    messaging = merge(local.api, {
      callers     = ["web"]
      roles       = ["roles/firebasecloudmessaging.admin", "roles/firebasedatabase.admin"]
      max         = 50
      concurrency = 250
      timeout     = 3600
      secrets = {
        FIREBASE_KEY = { secret = "firebase-key" }
        REDIS_CA     = { secret = "redis-ca" }
        REDIS_URL    = { secret = "redis-url" }
      }
    })

    web   = merge(local.front_end, { port = 3000, is_public = true })
    admin = merge(local.front_end, { max = 2 })
  }

  apis = toset([for name, service in local.services : name if service.has_network])

  # Built from their parts, because who may call a service must be known before the accounts exist.
  emails = { for name in keys(local.services) : name => "run-${name}@${var.project_id}.iam.gserviceaccount.com" }

  service_regions = {
    for name in keys(local.services) : name => [
      for region in var.regions : region if contains(coalesce(try(var.services[name].regions, null), var.regions), region)
    ]
  }

  placements = merge([
    for name, regions in local.service_regions : {
      for region in regions : "${name}/${region}" => { service = name, region = region, is_first = region == regions[0] }
    }
  ]...)

  # Who calls besides services: Pub/Sub those that take events, Cloud Monitoring those that it checks from outside.
  push_account      = "serviceAccount:push@${var.project_id}.iam.gserviceaccount.com"
  monitoring_member = "serviceAccount:service-${var.project_number}@gcp-sa-monitoring-notification.iam.gserviceaccount.com"
}

# An account is the service's in all regions.
resource "google_service_account" "service" {
  for_each = local.services

  project      = var.project_id
  account_id   = "run-${each.key}"
  display_name = "Cloud Run service ${each.key}"

  depends_on = [module.apis]
}

module "service" {
  source   = "../../../../infra/modules/cloud-run-service"
  for_each = local.placements

  project_id          = var.project_id
  region              = each.value.region
  name                = each.value.service
  labels              = local.labels
  deletion_protection = var.deletion_protection

  port            = { number = local.services[each.value.service].port }
  timeout_seconds = local.services[each.value.service].timeout
  environment     = local.services[each.value.service].environment
  secrets         = local.services[each.value.service].secrets
  vpc             = local.services[each.value.service].has_network ? { connector = module.network.connectors[each.value.region] } : null

  scaling = {
    min         = try(var.services[each.value.service].min, 0)
    max         = coalesce(try(var.services[each.value.service].max, null), local.services[each.value.service].max)
    concurrency = local.services[each.value.service].concurrency
  }

  resources = {
    cpu      = try(var.services[each.value.service].cpu, 1)
    memory   = try(var.services[each.value.service].memory, "512Mi")
    cpu_idle = try(var.services[each.value.service].cpu_idle, true)
  }

  startup_probe  = local.services[each.value.service].has_health ? { http = { path = "/health" }, period_seconds = 5, failure_threshold = 24 } : null
  liveness_probe = local.services[each.value.service].has_health ? { http = { path = "/health" }, period_seconds = 30, timeout_seconds = 5 } : null

  service_account = {
    create = false
    email  = local.emails[each.value.service]
    grant  = each.value.is_first
    roles  = local.services[each.value.service].roles
  }

  ingress          = local.services[each.value.service].ingress
  public           = local.services[each.value.service].is_public
  custom_audiences = contains(local.apis, each.value.service) ? [local.services_url] : []
  deployers        = var.deployers

  invokers = concat(
    [for caller in local.services[each.value.service].callers : "serviceAccount:${local.emails[caller]}"],
    contains(local.event_takers, each.value.service) ? [local.push_account] : [],
    contains(local.apis, each.value.service) && var.uptime_period_seconds != null ? [local.monitoring_member] : [],
  )

  depends_on = [
    google_project_service_identity.agent,
    google_secret_manager_secret_version.redis_ca,
    google_service_account.push,
    google_service_account.service,
    module.database,
    module.redis,
    module.secrets,
  ]
}
