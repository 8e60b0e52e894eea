# Secrets that no program can make up. Their values are added by hand before the environment is applied for the first time. The environment lets the
# backend and the worker read theirs; the pipeline reads what it needs to tell people and to commit.

locals {
  application_secrets = ["mongodb-uri", "launchdarkly-key"]
  pipeline_secrets    = ["gitops-token", "argocd-token", "slack-webhook", "pagerduty-url"]
}

module "secrets" {
  source   = "../../../../infra/modules/secrets"
  for_each = local.environments

  project_id = each.value.project_id
  name       = "crm"
  labels     = merge(local.labels, { environment = each.key })

  secrets = merge(
    { for id in local.application_secrets : id => { rotators = { platform = local.platform_group } } },
    { for id in local.pipeline_secrets : id => {
      accessors = { pipeline = module.deploy_identity.members[each.key] }
      rotators  = { platform = local.platform_group }
    } },
  )

  depends_on = [module.apis]
}
