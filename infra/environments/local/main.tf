# The environment that needs no cloud, no credentials and no provider, to see plan, apply and drift at work. It takes the same variables as the
# others and returns the same outputs; each resource stands for something that they make and changes as that would: some values in place,
# others by replacing it. The services that run locally are the release pipeline's. So is this environment's state: there is no backend here.

terraform {
  required_version = ">= 1.9.0, < 2.0.0"
}

locals {
  name = "slipway-local"
}

resource "terraform_data" "network" {
  count = var.network.existing == null ? 1 : 0

  input            = { name = local.name, labels = { app = "slipway" } }
  triggers_replace = [var.project_id, var.region, var.network.cidr]
}

resource "terraform_data" "registry" {
  count = var.registry == null ? 1 : 0

  input            = { name = local.name, writers = var.deployers }
  triggers_replace = [var.project_id, var.region]
}

resource "terraform_data" "database" {
  input            = merge(var.database, { name = local.name, deletion_protection = var.deletion_protection })
  triggers_replace = [var.project_id, var.region]
}

resource "terraform_data" "database_replica" {
  for_each = var.database.replicas

  input            = { name = "${local.name}-${each.key}", tier = var.database.tier }
  triggers_replace = [terraform_data.database.id, each.value]
}

resource "terraform_data" "database_password" {
  input            = { secret = "listings-database-url" }
  triggers_replace = [terraform_data.database.id, var.database.password_version]
}

resource "terraform_data" "cache" {
  count = var.cache == null ? 0 : 1

  input            = { name = local.name, memory_gb = var.cache.memory_gb, secret = "prices-redis-url" }
  triggers_replace = [var.project_id, var.region, var.cache.tier]
}

resource "terraform_data" "secret" {
  for_each = var.secrets

  input            = { name = each.key, rotation_days = each.value.rotation_days }
  triggers_replace = [var.project_id]
}

resource "terraform_data" "service_account" {
  for_each = toset(["run-listings", "job-listings", "run-prices", "run-web"])

  input            = { email = "${each.key}@${var.project_id}.iam.gserviceaccount.com" }
  triggers_replace = [var.project_id]
}

resource "terraform_data" "service" {
  for_each = var.services

  input            = merge(each.value, { name = each.key, account = terraform_data.service_account["run-${each.key}"].output.email })
  triggers_replace = [var.project_id, var.region]
}

resource "terraform_data" "migration" {
  input            = { name = "listings-migrate", account = terraform_data.service_account["job-listings"].output.email, command = ["node", "dist/migrate.js"] }
  triggers_replace = [var.project_id, var.region]
}

# Who may open web: nobody but visitors, or everyone. A grant cannot be changed, only given and taken.
resource "terraform_data" "web_visitor" {
  for_each = var.web_access == "public" ? ["allUsers"] : var.visitors

  input            = { service = terraform_data.service["web"].id, access = var.web_access }
  triggers_replace = [each.value]
}

resource "terraform_data" "load_balancer" {
  count = var.domain == null ? 0 : 1

  input            = { name = local.name, backend = "web" }
  triggers_replace = [var.project_id]
}

resource "terraform_data" "certificate" {
  for_each = toset(var.domain[*])

  input            = { name = replace(each.value, ".", "-"), load_balancer = terraform_data.load_balancer[0].id }
  triggers_replace = [each.value]
}

resource "terraform_data" "alert" {
  for_each = var.alert_email == null ? [] : toset(flatten([for name in keys(var.services) : ["${name}/errors", "${name}/latency"]]))

  input = { tells = var.alert_email }
}

resource "terraform_data" "budget" {
  count = var.budget == null ? 0 : 1

  input            = { monthly = var.budget.monthly, thresholds_percent = [50, 90, 100] }
  triggers_replace = [var.budget.billing_account, var.budget.currency]
}
