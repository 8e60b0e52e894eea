# What must be there before an environment can be planned: APIs, state, the accounts that releases run as, the registry of images, secrets whose
# values people add, and budgets. Left to others: the three projects themselves and their billing, and everything that runs.

locals {
  region            = "us-central1"
  repository        = "copy-that/copy-that"
  shared_project_id = "copy-that-shared"
  billing_account   = "012345-6789AB-CDEF01"
  platform_group    = "group:platform@copythat.example"

  # Branch, project and budget are those of slipway.yaml.
  environments = {
    staging    = { project_id = "copy-that-stg", branch = "develop", budget_usd = 100 }
    production = { project_id = "copy-that-prd", branch = "main", budget_usd = 500 }
  }

  labels = { product = "copy-that", managed-by = "terraform" }
}

data "google_project" "environment" {
  for_each = local.environments

  project_id = each.value.project_id
}

module "shared_apis" {
  source = "../../../../infra/modules/required-apis"

  project_id = local.shared_project_id
  modules    = ["artifact-registry", "budget", "state"]
}

module "apis" {
  source   = "../../../../infra/modules/required-apis"
  for_each = local.environments

  project_id = each.value.project_id
  modules = [
    "cloud-run-service", "deploy-identity", "iap", "load-balancer", "monitoring", "network", "postgres", "pubsub", "redis", "schedules",
    "secrets", "state",
  ]
}
