# What must be there before the first environment, in a project that all of them share: a bucket for each one's state, the accounts that GitHub's
# runs sign in with, and the images of staging and production. People apply it, rarely: its accounts cannot change what they may do themselves.
# Left to others: the projects, their billing, GitHub's environments and their reviewers, and the right to set budgets (see ../README.md).

locals {
  # dev and preview are one project.
  projects = toset([for environment in var.environments : environment.project_id])

  # Built from their parts, because they are keys and must be known before the accounts are made.
  state_writers = {
    for name, environment in var.environments : name => setunion(
      environment.appliers, environment.applies ? ["serviceAccount:deploy-${name}@${var.project_id}.iam.gserviceaccount.com"] : [],
    )
  }
  # A release reads the environment's outputs.
  state_readers = {
    for name, environment in var.environments : name => environment.applies ? [] : ["serviceAccount:deploy-${name}@${var.project_id}.iam.gserviceaccount.com"]
  }
  state_planners = {
    for name, environment in var.environments : name => (
      environment.plans_from == null ? [] : ["serviceAccount:deploy-plan-${name}@${var.project_id}.iam.gserviceaccount.com"]
    )
  }
}

module "required_apis" {
  source = "../modules/required-apis"

  project_id = var.project_id
  modules    = ["artifact-registry", "deploy-identity", "state"]
}

# The first plan of an environment asks these before its own required-apis could switch them on.
module "environment_apis" {
  source   = "../modules/required-apis"
  for_each = local.projects

  project_id = each.key
  modules    = ["cloud-run-service"]
}

module "deploy_identity" {
  source = "../modules/deploy-identity"

  project_id    = var.project_id
  repository    = var.github_repository
  repository_id = var.github_repository_id

  deployers = merge(
    {
      for name, environment in var.environments : name => {
        project_id         = environment.project_id
        branch             = environment.branch
        github_environment = environment.github_environment
      }
    },
    {
      for name, environment in var.environments : "plan-${name}" => {
        project_id = environment.project_id
        branch     = environment.plans_from == "pull requests" ? null : environment.plans_from
        plan_only  = true
      } if environment.plans_from != null
    },
  )

  depends_on = [module.required_apis, module.environment_apis]
}

# It waits for nothing, so that it is known in every plan and the keys' grants stay as they are.
data "google_storage_project_service_account" "agent" {
  project = var.project_id
}

# One bucket for each, since whoever reads a state may read secrets in it. This folder's own is the first.
module "state" {
  source   = "../modules/state"
  for_each = setunion(["bootstrap"], keys(var.environments))

  project_id    = var.project_id
  region        = var.region
  name          = "${var.name}-${each.key}"
  labels        = { app = var.name, environment = each.key }
  storage_agent = data.google_storage_project_service_account.agent.member
  writers       = lookup(local.state_writers, each.key, [])
  planners      = lookup(local.state_planners, each.key, [])
  readers       = lookup(local.state_readers, each.key, [])

  depends_on = [module.required_apis, module.deploy_identity]
}
