# Secrets that no program can make up. Their values are added by hand before the environment is applied for the first time, and again
# whenever the topic says that 30 days are over: infra/stack/rotation.tf tells the team.

module "secrets" {
  source   = "../../../../infra/modules/secrets"
  for_each = local.environments

  project_id = each.value.project_id
  name       = "copy-that"
  labels     = merge(local.labels, { environment = each.key })

  secrets = {
    anthropic-api-key = {
      rotation_days = 30
      rotators      = { platform = local.platform_group }
    }
  }

  depends_on = [module.apis]
}
