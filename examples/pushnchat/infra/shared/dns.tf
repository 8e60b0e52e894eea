# A zone for each environment, so that who may write the records of one cannot touch another's. The environments write them themselves.

locals {
  domain     = "pushnchat.example."
  subdomains = toset(["dev", "staging"])

  # Only Google may issue certificates for the domain and what is under it.
  caa = { caa = { type = "CAA", ttl_seconds = 3600, data = ["0 issue \"pki.goog\""] } }
}

module "subdomain" {
  source   = "../../../../infra/modules/dns"
  for_each = local.subdomains

  project_id  = local.project_id
  name        = each.value
  dns_name    = "${each.value}.${local.domain}"
  description = "Public names of ${each.value}"
  labels      = local.labels

  depends_on = [module.apis]
}

module "domain" {
  source = "../../../../infra/modules/dns"

  project_id  = local.project_id
  name        = "production"
  dns_name    = local.domain
  description = "Public names of production, and the way to those of the other environments"
  labels      = local.labels

  records = merge(
    local.caa,
    { for name in local.subdomains : "${name}-ns" => { name = name, type = "NS", ttl_seconds = 3600, data = module.subdomain[name].name_servers } },
    { for name in local.subdomains : "${name}-ds" => { name = name, type = "DS", ttl_seconds = 3600, data = module.subdomain[name].ds_records } },
  )

  depends_on = [module.apis]
}
