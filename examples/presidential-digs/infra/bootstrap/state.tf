# One bucket for all workspaces, as a backend is the same in each. It is in the recovery region: when the primary one is lost, Terraform still works.

module "state" {
  source = "../../../../infra/modules/state"

  project_id = local.shared_project_id
  region     = local.recovery_region
  name       = local.shared_project_id
  labels     = local.labels
  writers    = [local.platform_group]

  depends_on = [module.shared_apis]
}

# Each account writes and locks its own workspace and may not read the others. Selecting a workspace lists their names.
resource "google_storage_bucket_iam_member" "workspace" {
  for_each = module.deploy_identity.members

  bucket = module.state.bucket
  role   = "roles/storage.objectUser"
  member = each.value

  condition {
    title       = "workspace-${each.key}"
    description = "The state and the lock of the workspace ${each.key}"
    expression  = "resource.name.startsWith(\"projects/_/buckets/${module.state.bucket}/objects/environments/${each.key}.\") || resource.type == \"storage.googleapis.com/Bucket\""
  }
}
