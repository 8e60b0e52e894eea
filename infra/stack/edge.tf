# What stands before web: a load balancer where it has a domain, Identity-Aware Proxy where only visitors may see it.

module "load_balancer" {
  source = "../modules/load-balancer"
  count  = var.domain == null ? 0 : 1

  project_id          = var.project_id
  name                = var.name
  labels              = local.labels
  deletion_protection = var.deletion_protection
  ipv6_enabled        = true
  domains             = [var.domain]
  default_backend     = "web"

  backends = {
    web = {
      services         = { (var.region) = module.web.name }
      compression      = true
      response_headers = ["Strict-Transport-Security: max-age=31536000; includeSubDomains"]
      cdn              = {} # web itself says what may be kept, and for how long
    }
  }

  rate_limits = {
    all = { requests = 600, ban_seconds = 600, ban_after_requests = 3000 }
  }

  depends_on = [module.required_apis]
}

# The deployers pass too: they check each release.
module "iap" {
  source = "../modules/iap"
  count  = local.has_iap ? 1 : 0

  project_id     = var.project_id
  project_number = data.google_project.this[0].number

  cloud_run_services = {
    web = {
      name    = module.web.name
      region  = var.region
      members = setunion(var.visitors, var.deployers)
    }
  }

  depends_on = [module.required_apis]
}
