# An account for each environment. They release the worker, commit to the GitOps repository with a token from Secret Manager, plan and look for drift.
# They do not apply: the environments hand out access (IAM), which stays with people. Argo CD needs none of them; it pulls.

locals {
  release_roles = ["roles/run.developer", "roles/monitoring.viewer"]

  plan_roles = [
    "roles/compute.networkViewer",
    "roles/compute.viewer",
    "roles/container.clusterViewer",
    "roles/dns.reader",
    "roles/gkebackup.viewer",
    "roles/iam.roleViewer",
    "roles/iam.securityReviewer",
    "roles/logging.viewer",
    "roles/pubsub.viewer",
    "roles/run.viewer",
    "roles/secretmanager.viewer",
  ]
}

module "deploy_identity" {
  source = "../../../../infra/modules/deploy-identity"

  project_id = local.shared_project_id
  repository = local.repository

  deployers = {
    for name, environment in local.environments : name => {
      project_id         = environment.project_id
      branch             = try(environment.branch, null)
      github_environment = try(environment.github_environment, null)
      roles              = concat(local.release_roles, local.plan_roles)
      # Images are built for dev alone; every later environment takes the same ones, and cannot push others.
      repositories = name == "dev" ? [local.repositories[local.region]] : []
    }
  }

  depends_on = [module.shared_apis, module.registry]
}

# Who may read the registries is part of an environment, so its plan reads their policies.
resource "google_project_iam_member" "registry_policies" {
  for_each = module.deploy_identity.members

  project = local.shared_project_id
  role    = "roles/iam.securityReviewer"
  member  = each.value
}
