# All that one environment of this repository's three services is made of. Environments differ in the values that they give it, and in
# nothing else: what one of them does not have is null or 0 there.
# Left to others: projects and billing accounts, the state's buckets, the accounts that CI signs in with and the images of staging and
# production (bootstrap), DNS records, images and traffic (the release pipeline), values of secrets.

locals {
  postgres_version = 15 # as in slipway.yaml

  labels = merge({ app = "slipway", environment = var.name }, var.labels)

  has_monitoring   = var.alert_email != null
  has_schedules    = anytrue([for service in var.services : service.schedule != null])
  has_rotation     = anytrue([for secret in var.secrets : secret.rotation_days != null])
  has_iap          = var.web_access == "iap"
  needs_own_number = local.has_iap || var.budget != null

  modules = [
    for module, is_used in {
      artifact-registry = var.registry == null
      budget            = var.budget != null
      cloud-run-job     = true
      cloud-run-service = true
      iap               = local.has_iap
      load-balancer     = var.domain != null
      monitoring        = local.has_monitoring
      network           = local.has_own_network
      postgres          = true
      pubsub            = local.has_rotation
      redis             = var.cache != null
      schedules         = local.has_schedules
      secrets           = length(var.secrets) > 0
    } : module if is_used
  ]
}

module "required_apis" {
  source = "../modules/required-apis"

  project_id = var.project_id
  modules    = local.modules
}

# Budgets and Identity-Aware Proxy know projects by number alone.
data "google_project" "this" {
  count = local.needs_own_number ? 1 : 0

  project_id = var.project_id
}

module "artifact_registry" {
  source = "../modules/artifact-registry"
  count  = var.registry == null ? 1 : 0

  project_id          = var.project_id
  region              = var.region
  name                = var.name
  description         = "Images of ${var.name}"
  labels              = local.labels
  deletion_protection = var.deletion_protection
  writers             = var.deployers

  cleanup = {
    keep_most_recent           = 10
    delete_untagged_after_days = 7
    delete_tagged              = { previews = { prefixes = ["pr-"], older_than_days = 7 } }
  }

  depends_on = [module.required_apis]
}
