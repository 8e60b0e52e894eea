# What the outputs say, in the shapes that ../../stack/outputs.tf gives them.

locals {
  secrets = {
    for name in ["listings", "prices", "web"] : name => merge(
      { for id, secret in var.secrets : secret.variable => id if secret.service == name },
      name == "listings" ? { DATABASE_URL = terraform_data.database_password.output.secret } : {},
      name == "prices" && var.cache != null ? { REDIS_URL = terraform_data.cache[0].output.secret } : {},
    )
  }

  services = {
    for name, service in terraform_data.service : name => {
      name            = service.output.name
      uri             = "http://${service.output.name}:8080"
      service_account = service.output.account
      secrets         = local.secrets[name]
    }
  }

  migrations = {
    listings = {
      job             = terraform_data.migration.output.name
      service_account = terraform_data.migration.output.account
    }
  }

  registry = var.registry == null ? "${var.region}-docker.pkg.dev/${var.project_id}/${terraform_data.registry[0].output.name}" : var.registry
  url      = var.domain == null ? local.services["web"].uri : "https://${var.domain}"

  network_name = var.network.existing == null ? terraform_data.network[0].output.name : var.network.existing
  vpc = {
    network    = "projects/${var.project_id}/global/networks/${local.network_name}"
    subnetwork = "projects/${var.project_id}/regions/${var.region}/subnetworks/${local.network_name}-services"
  }

  database = {
    instance        = terraform_data.database.output.name
    connection_name = "${var.project_id}:${var.region}:${terraform_data.database.output.name}"
    private_ip      = "127.0.0.1"
    replicas        = { for key, replica in terraform_data.database_replica : key => "${var.project_id}:${var.database.replicas[key]}:${replica.output.name}" }
  }

  cache = var.cache == null ? null : { host = "127.0.0.1", port = 6379 }

  load_balancer = var.domain == null ? null : {
    ipv4_address = "127.0.0.1"
    ipv6_address = "::1"
    dns_records  = [for domain, certificate in terraform_data.certificate : { name = "_acme-challenge.${domain}.", type = "CNAME", data = "${certificate.output.name}.invalid." }]
  }

  rotation_subscription = anytrue([for secret in var.secrets : secret.rotation_days != null]) ? "${local.name}-secret-rotation" : null

  # By the same keys as in Cloud Monitoring.
  slos = var.alert_email == null ? {} : merge([
    for name, size in var.services : { for kind in ["availability", "latency"] : "${name}/${kind}" => "local/${name}/${kind}" } if size.slo != null
  ]...)
  dashboards = var.alert_email == null ? {} : { for name in concat([for name in keys(var.services) : "services/${name}"], ["cost", "database", "experience"]) : name => "local/${name}" }
}
