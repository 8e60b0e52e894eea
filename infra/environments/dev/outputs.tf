# The same file in every environment, local too but for where the values come from.

output "services" {
  description = "Services by the name that slipway.yaml gives them: name and uri in Cloud Run, service_account (its e-mail) and secrets (ids by environment variable)."
  value       = module.stack.services
}

output "migrations" {
  description = "Jobs that migrate databases, by service: job (its name) and service_account."
  value       = module.stack.migrations
}

output "registry" {
  description = "Repository that images are pushed to and pulled from."
  value       = module.stack.registry
}

output "url" {
  description = "Where people open web."
  value       = module.stack.url
}

output "vpc" {
  description = "Network and subnetwork that the database and the cache are reached by."
  value       = module.stack.vpc
}

output "database" {
  description = "The database: instance, connection_name, private_ip, and connection names of its replicas by key."
  value       = module.stack.database
}

output "cache" {
  description = "The cache: host and port. Null without one."
  value       = module.stack.cache
}

output "load_balancer" {
  description = "The load balancer: addresses for the domain's A and AAAA records, and dns_records (name, type, data) that its certificate waits for. Null without a domain."
  value       = module.stack.load_balancer
}

output "rotation_subscription" {
  description = "Name of the subscription whose messages ask for new values of secrets. Null if none is rotated."
  value       = module.stack.rotation_subscription
}

output "slos" {
  description = "Objectives in Cloud Monitoring by service and kind, such as listings/availability. Empty without any."
  value       = module.stack.slos
}

output "dashboards" {
  description = "Dashboards in Cloud Monitoring, such as services/listings. Empty without alert_email."
  value       = module.stack.dashboards
}
