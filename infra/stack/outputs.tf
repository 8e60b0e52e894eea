locals {
  service_accounts = {
    listings = module.listings.service_account_email
    prices   = module.prices.service_account_email
    web      = module.web.service_account_email
  }
}

output "services" {
  description = "Services by the name that slipway.yaml gives them: name and uri in Cloud Run, service_account (its e-mail) and secrets (ids by environment variable)."
  value = {
    for name, service in { listings = module.listings, prices = module.prices, web = module.web } : name => {
      name                          = service.name
      uri                           = service.uri
      service_account               = local.service_accounts[name]
      secrets                       = { for variable, secret in local.service_secrets[name] : variable => secret.secret }
    }
  }
}

output "migrations" {
  description = "Jobs that migrate databases, by service: job (its name) and service_account."
  value = {
    listings = {
      job             = module.listings_migrate.name
      service_account = module.listings_migrate.service_account_email
    }
  }
}

output "registry" {
  description = "Repository that images are pushed to and pulled from."
  value       = var.registry == null ? module.artifact_registry[0].url : var.registry
}

output "url" {
  description = "Where people open web."
  value       = var.domain == null ? module.web.uri : "https://${var.domain}"
}

output "vpc" {
  description = "Network and subnetwork that the database and the cache are reached by."
  value       = local.vpc
}

output "database" {
  description = "The database: instance, connection_name, private_ip, and connection names of its replicas by key."
  value = {
    instance        = module.postgres.instance_name
    connection_name = module.postgres.connection_name
    private_ip      = module.postgres.private_ip
    replicas        = { for key, replica in module.postgres.replicas : key => replica.connection_name }
  }
}

output "cache" {
  description = "The cache: host and port. Null without one."
  value       = var.cache == null ? null : { host = module.redis[0].host, port = module.redis[0].port }
}

output "load_balancer" {
  description = "The load balancer: addresses for the domain's A and AAAA records, and dns_records (name, type, data) that its certificate waits for. Null without a domain."
  value = var.domain == null ? null : {
    ipv4_address = module.load_balancer[0].ipv4_address
    ipv6_address = module.load_balancer[0].ipv6_address
    dns_records  = values(module.load_balancer[0].certificate_dns_records)
  }
}

output "rotation_subscription" {
  description = "Name of the subscription whose messages ask for new values of secrets. Null if none is rotated."
  value       = local.has_rotation ? "${var.name}-secret-rotation" : null

  depends_on = [module.rotation]
}

output "slos" {
  description = "Objectives in Cloud Monitoring by service and kind, such as listings/availability. Empty without any."
  value       = local.has_monitoring ? module.monitoring[0].slos : {}
}

output "dashboards" {
  description = "Dashboards in Cloud Monitoring, such as services/listings. Empty without alert_email."
  value       = local.has_monitoring ? module.monitoring[0].dashboards : {}
}
