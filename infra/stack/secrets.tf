# Secrets whose values people or programs add, and the messages that ask for new ones.

module "secrets" {
  source = "../modules/secrets"
  count  = length(var.secrets) > 0 ? 1 : 0

  project_id          = var.project_id
  name                = var.name
  labels              = local.labels
  deletion_protection = var.deletion_protection
  service_agents      = module.required_apis.service_agents

  # A service's own account is let in by the service's module.
  secrets = {
    for id, secret in var.secrets : "${id}${var.suffix}" => {
      rotation_days = secret.rotation_days
      accessors     = secret.service == null ? { for member in var.deployers : member => member } : {}
    }
  }

  depends_on = [module.required_apis]
}

# Read by the job or the person that makes new values; a message waits for a week.
module "rotation" {
  source = "../modules/pubsub"
  count  = local.has_rotation ? 1 : 0

  project_id = var.project_id
  labels     = local.labels

  subscriptions = {
    "${var.name}-secret-rotation" = {
      topic       = module.secrets[0].rotation_topic
      filter      = "attributes.eventType = \"SECRET_ROTATE\""
      subscribers = { for member in var.deployers : member => member }
    }
  }

  depends_on = [module.required_apis]
}
