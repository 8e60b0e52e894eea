# What the internet sees: one global load balancer before all regions, with Cloud CDN for the front end, Cloud Armor for everything, and
# Identity-Aware Proxy for the admin UI. A request goes to the nearest region; one that fails is left out for a while.

locals {
  hosts = { apex = var.domain, www = "www.${var.domain}", admin = "admin.${var.domain}", services = local.services_host }
}

module "load_balancer" {
  source = "../../../../infra/modules/load-balancer"

  project_id          = var.project_id
  name                = local.name
  labels              = local.labels
  deletion_protection = var.deletion_protection
  domains             = [var.domain, "*.${var.domain}"]

  backends = merge(
    {
      web = {
        services          = { for region in local.service_regions["web"] : region => "web" }
        outlier_detection = length(local.service_regions["web"]) > 1 ? {} : null
        compression       = true
        cdn               = {}
        response_headers  = ["Strict-Transport-Security: max-age=31536000; includeSubDomains"]
      }
      admin = {
        services = { for region in local.service_regions["admin"] : region => "admin" }
        iap      = {}
      }
    },
    {
      for name in local.apis : name => {
        services          = { for region in local.service_regions[name] : region => name }
        outlier_detection = length(local.service_regions[name]) > 1 ? {} : null
      }
    },
  )

  default_backend = "web"
  hosts = {
    main  = { hosts = [local.hosts.apex, local.hosts.www], backend = "web" }
    admin = { hosts = [local.hosts.admin], backend = "admin" }
    services = {
      hosts   = [local.hosts.services]
      backend = "user"
      paths   = merge([for service, path in local.api_paths : { (path) = service, "${path}/*" = service }]...)
    }
  }

  rate_limits = {
    # The gateway's and the services' own calls, from few addresses; whoever comes without an identity is refused behind it.
    services = { expression = "request.headers['host'] == '${local.services_host}'", requests = 60000 }
    all      = { requests = 600, ban_seconds = 600, ban_after_requests = 3000 }
  }

  depends_on = [module.apis]
}

module "iap" {
  source = "../../../../infra/modules/iap"

  project_id     = var.project_id
  project_number = var.project_number

  backend_services = {
    admin = {
      name     = module.load_balancer.backend_service_names["admin"]
      members  = var.staff
      services = { for region in local.service_regions["admin"] : region => "admin" }
    }
  }

  depends_on = [module.service]
}

# In this environment's zone, which infra/shared makes.
resource "google_dns_record_set" "host" {
  for_each = local.hosts

  project      = var.shared.project_id
  managed_zone = var.shared.dns_zone
  name         = "${each.value}."
  type         = "A"
  ttl          = 300
  rrdatas      = [module.load_balancer.ipv4_address]
}

resource "google_dns_record_set" "certificate" {
  project      = var.shared.project_id
  managed_zone = var.shared.dns_zone
  name         = module.load_balancer.certificate_dns_records[var.domain].name
  type         = module.load_balancer.certificate_dns_records[var.domain].type
  ttl          = 300
  rrdatas      = [module.load_balancer.certificate_dns_records[var.domain].data]
}
