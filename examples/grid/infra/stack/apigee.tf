# Apigee, where var.apigee asks for it: an organisation, one environment and one runtime, paid as it is used. Its proxies call the load balancer's
# address with the account below. Left to people: the proxies and products, which have a pipeline of their own, and the way in, a Private Service
# Connect endpoint for the output apigee_service_attachment.

locals {
  apigee = var.apigee == null ? {} : { (var.environment) = var.apigee }
}

resource "google_apigee_organization" "this" {
  for_each = local.apigee

  project_id          = var.project_id
  display_name        = "Grid ${each.key}"
  analytics_region    = var.region
  runtime_type        = "CLOUD"
  billing_type        = "PAYG"
  disable_vpc_peering = true # what it calls has a public name, and what calls it comes by Private Service Connect
  retention           = var.deletion_protection ? "DELETION_RETENTION_UNSPECIFIED" : "MINIMUM"

  depends_on = [module.apis]
}

resource "google_apigee_environment" "this" {
  for_each = local.apigee

  org_id      = google_apigee_organization.this[each.key].id
  name        = each.key
  description = "The API of ${each.key}"
  type        = each.value.environment_type
}

resource "google_apigee_envgroup" "this" {
  for_each = local.apigee

  org_id    = google_apigee_organization.this[each.key].id
  name      = each.key
  hostnames = [each.value.hostname]
}

resource "google_apigee_envgroup_attachment" "this" {
  for_each = local.apigee

  envgroup_id = google_apigee_envgroup.this[each.key].id
  environment = google_apigee_environment.this[each.key].name
}

resource "google_apigee_instance" "this" {
  for_each = local.apigee

  org_id               = google_apigee_organization.this[each.key].id
  name                 = var.region
  location             = var.region
  consumer_accept_list = [var.project_id]
}

resource "google_apigee_instance_attachment" "this" {
  for_each = local.apigee

  instance_id = google_apigee_instance.this[each.key].id
  environment = google_apigee_environment.this[each.key].name
}

# Who the services see: a proxy that names this account gets identity tokens of it.
resource "google_service_account" "apigee" {
  for_each = local.apigee

  project      = var.project_id
  account_id   = "grid-apigee"
  display_name = "Apigee, where it calls services"

  depends_on = [module.apis]
}
