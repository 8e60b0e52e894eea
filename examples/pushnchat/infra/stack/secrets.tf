# Secrets whose values people put in. Those of databases and Redis are made beside them, with their values.

module "secrets" {
  source = "../../../../infra/modules/secrets"

  project_id          = var.project_id
  name                = local.name
  labels              = local.labels
  deletion_protection = var.deletion_protection

  # Who reads what a service uses is granted with the service. The last two are the pipeline's own, to tell of releases.
  secrets = {
    jwt-key       = {}
    firebase-key  = {}
    redis-ca      = {}
    slack-webhook = { accessors = { for member in var.deployers : member => member } }
    smtp-url      = { accessors = { for member in var.deployers : member => member } }
  }

  depends_on = [module.apis]
}

# What Redis' certificate is checked against. It is public; it is a secret so that a new one reaches the services like any other value.
resource "google_secret_manager_secret_version" "redis_ca" {
  secret      = module.secrets.secret_ids["redis-ca"]
  secret_data = join("\n", module.redis.server_ca_certificates)
}
