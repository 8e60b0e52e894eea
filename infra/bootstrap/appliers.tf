# What an account needs that applies ../stack, in its environment's project alone. The stack gives nobody a role on the project, so no role here
# allows that. It does make accounts and decides who acts as them: the project's default service accounts should have no roles, as any account
# here could act as them.

locals {
  # Roles for the resources that the stack's modules make.
  applier_roles = [
    "roles/artifactregistry.admin",
    "roles/certificatemanager.owner",
    "roles/cloudscheduler.admin",
    "roles/cloudsql.admin",
    "roles/compute.loadBalancerAdmin",
    "roles/compute.networkAdmin",
    "roles/compute.securityAdmin",
    "roles/iam.roleAdmin",           # the role of schedules
    "roles/iam.serviceAccountAdmin", # an account for each service
    "roles/iam.serviceAccountUser",  # Cloud Run and Cloud Scheduler want whoever names an account to act as it
    "roles/iap.admin",
    "roles/logging.configWriter",
    "roles/monitoring.editor",
    "roles/pubsub.admin",
    "roles/redis.admin",
    "roles/run.admin",
    "roles/secretmanager.admin",
    "roles/servicenetworking.networksAdmin",
    "roles/serviceusage.serviceUsageAdmin",
  ]

  grants = merge([
    for name, environment in var.environments : {
      for role in local.applier_roles : "${name}/${role}" => { name = name, project_id = environment.project_id, role = role }
    } if environment.applies
  ]...)
}

resource "google_project_iam_member" "applier" {
  for_each = local.grants

  project = each.value.project_id
  role    = each.value.role
  member  = module.deploy_identity.members[each.value.name]
}
