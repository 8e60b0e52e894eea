# A bucket and a key for each project, so that who applies staging can neither read nor write what production's state holds.

module "shared_state" {
  source = "../../../../infra/modules/state"

  project_id = local.shared_project_id
  region     = local.region
  name       = local.shared_project_id
  labels     = local.labels
  writers    = [local.platform_group]

  depends_on = [module.shared_apis]
}

module "state" {
  source   = "../../../../infra/modules/state"
  for_each = local.environments

  project_id = each.value.project_id
  region     = local.region
  name       = each.value.project_id
  labels     = merge(local.labels, { environment = each.key })
  writers    = [local.platform_group]

  depends_on = [module.apis]
}
