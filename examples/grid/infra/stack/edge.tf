# The global load balancer, with Cloud CDN for answers that say how long they hold, and Cloud Armor: throttling and Google's rules against SQL injection
# and cross-site scripting. Behind it Cloud Run lets callers with an identity in, and nobody else.

module "load_balancer" {
  source = "../../../../infra/modules/load-balancer"

  project_id          = var.project_id
  name                = local.name
  labels              = local.labels
  deletion_protection = var.deletion_protection
  domains             = [var.domain]

  backends = {
    auth = { services = { (var.region) = "auth" } }
    ai   = { services = { (var.region) = "ai" } }
    # The cache keeps only what answers allow it to, with Cache-Control: public.
    api = { services = { (var.region) = "api" }, cdn = { cache_mode = "USE_ORIGIN_HEADERS" } }
  }

  default_backend = "api"
  hosts = {
    api = {
      hosts   = [var.domain]
      backend = "api"
      paths   = { "/v1/auth" = "auth", "/v1/auth/*" = "auth", "/v1/embed" = "ai" }
    }
  }

  rate_limits = {
    embed = { expression = "request.path.startsWith('/v1/embed')", requests = 120 }
    all   = { requests = 1200 }
  }

  waf = {
    sqli = { rule_set = "sqli-v422-stable" }
    xss  = { rule_set = "xss-v422-stable" }
  }

  depends_on = [module.apis]
}
