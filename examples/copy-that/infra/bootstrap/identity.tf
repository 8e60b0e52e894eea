# One pool and one account for each environment, in its own project: staging's can be used from develop alone, production's from main alone.
# They release, plan and look for drift. They do not apply: the environments hand out access (IAM), which stays with people.

locals {
  release_roles = ["roles/run.developer", "roles/cloudsql.client", "roles/monitoring.viewer"]

  # What a plan reads. Redis' AUTH string is in no viewer's role, and a plan compares it with the state.
  plan_roles = [
    "roles/certificatemanager.viewer",
    "roles/cloudscheduler.viewer",
    "roles/cloudsql.viewer",
    "roles/compute.networkViewer",
    "roles/compute.viewer",
    "roles/iam.roleViewer",
    "roles/iam.securityReviewer",
    "roles/pubsub.viewer",
    "roles/redis.viewer",
    "roles/run.viewer",
    "roles/secretmanager.viewer",
    "roles/serviceusage.serviceUsageViewer",
  ]
}

resource "google_project_iam_custom_role" "redis_auth" {
  for_each = local.environments

  project     = each.value.project_id
  role_id     = "redisAuthReader"
  title       = "Redis AUTH reader"
  description = "Reads the AUTH string that a plan compares"
  permissions = ["redis.instances.getAuthString"]

  depends_on = [module.apis]
}

module "deploy_identity" {
  source   = "../../../../infra/modules/deploy-identity"
  for_each = local.environments

  project_id = each.value.project_id
  repository = local.repository

  deployers = {
    (each.key) = {
      project_id   = each.value.project_id
      branch       = each.value.branch
      roles        = concat(local.release_roles, local.plan_roles, ["projects/${each.value.project_id}/roles/redisAuthReader"])
      repositories = [local.images_repository]
      state_bucket = module.state[each.key].bucket
    }
  }

  depends_on = [google_project_iam_custom_role.redis_auth, module.registry]
}
