# What must be there before an environment can be planned: APIs, state, the accounts that releases run as, registries, secrets whose values people
# add, the pager and the budget. Left to others: the five projects themselves and their billing, and everything that runs.

locals {
  region            = "us-central1"
  recovery_region   = "us-east1"
  repository        = "presidential-digs/crm"
  shared_project_id = "digs-shared"
  billing_account   = "012345-6789AB-CDEF01"
  platform_group    = "group:platform@digs.example"
  budget_usd        = 8500

  # Which runs of GitHub Actions may release where. A branch is one name, so dev, which takes feature branches too, goes by GitHub's environment;
  # production wants both, and GitHub's environment asks a person.
  environments = {
    dev        = { project_id = "digs-dev", github_environment = "dev" }
    staging    = { project_id = "digs-stg", branch = "main" }
    uat        = { project_id = "digs-uat", branch = "main" }
    production = { project_id = "digs-prd", branch = "main", github_environment = "production" }
  }

  labels = { product = "crm", managed-by = "terraform" }
}

data "google_project" "environment" {
  for_each = local.environments

  project_id = each.value.project_id
}

module "shared_apis" {
  source = "../../../../infra/modules/required-apis"

  project_id      = local.shared_project_id
  modules         = ["artifact-registry", "budget", "deploy-identity", "state"]
  additional_apis = ["bigquery.googleapis.com", "bigquerydatatransfer.googleapis.com"]
}

module "apis" {
  source   = "../../../../infra/modules/required-apis"
  for_each = local.environments

  project_id      = each.value.project_id
  modules         = ["cloud-run-service", "dns", "gke", "monitoring", "network", "pubsub", "secrets"]
  additional_apis = ["cloudtrace.googleapis.com"]
}
