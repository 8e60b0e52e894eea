module "load_balancer" {
  source = "../../../../infra/modules/load-balancer"

  project_id          = var.project_id
  name                = "copy-that"
  labels              = local.labels
  deletion_protection = var.deletion_protection
  domains             = [var.domain]
  default_backend     = "api"

  backends = {
    api = {
      services = { (var.region) = module.api.name }
      iap      = var.iap_members == null ? null : {}
    }
  }

  rate_limits = {
    all = {
      requests           = var.rate_limit.requests
      ban_after_requests = var.rate_limit.ban_after_requests
      ban_seconds        = var.rate_limit.ban_seconds
    }
  }
}

# IAP is named by the number of its project.
data "google_project" "this" {
  project_id = var.project_id
}

module "iap" {
  source = "../../../../infra/modules/iap"
  count  = var.iap_members == null ? 0 : 1

  project_id     = var.project_id
  project_number = data.google_project.this.number

  backend_services = {
    api = {
      name     = module.load_balancer.backend_service_names["api"]
      members  = var.iap_members
      services = { (var.region) = module.api.name }
    }
  }
}
