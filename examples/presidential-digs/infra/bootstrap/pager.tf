# PagerDuty's channel of production. It is made here, by a person, because its key must not pass through a pipeline's plan.

variable "pagerduty_key" {
  description = "Integration key (Events API v2) of PagerDuty's service, by TF_VAR_pagerduty_key. Terraform passes it on and does not keep it in the state."
  type        = string
  nullable    = false
  sensitive   = true
}

module "pager" {
  source = "../../../../infra/modules/monitoring"

  project_id      = local.environments.production.project_id
  name            = "crm-production"
  labels          = local.labels
  channels        = { pagerduty = { type = "pagerduty" } }
  channel_secrets = { pagerduty = var.pagerduty_key }

  depends_on = [module.apis]
}
