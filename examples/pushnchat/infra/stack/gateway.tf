# The API for applications: who calls shows a token of Firebase Authentication and a key, by which calls are counted. The gateway then calls the
# service with its own account. It goes to the load balancer, and so to a region that works.

locals {
  # Paths of each API, at the gateway and at the load balancer alike.
  api_paths = { auth = "/v1/auth", listing = "/v1/listings", messaging = "/v1/messages", user = "/v1/users" }

  operations = merge([
    for service, path in local.api_paths : {
      for pattern in [path, "${path}/{rest=**}"] : pattern => {
        for method in ["delete", "get", "patch", "post", "put"] : method => {
          operationId        = "${method}-${service}${pattern == path ? "" : "-rest"}"
          responses          = { "200" = { description = "What the service ${service} answers" } }
          parameters         = [for name in ["rest"] : { name = name, in = "path", type = "string", required = true } if pattern != path]
          "x-google-quota"   = { metricCosts = { calls = 1 } }
          "x-google-backend" = { address = local.services_url, path_translation = "APPEND_PATH_TO_ADDRESS", jwt_audience = local.services_url, deadline = 60 }
        }
      }
    }
  ]...)

  openapi_document = {
    swagger = "2.0"
    info    = { title = "PushNchat ${var.environment}", version = "1.0.0" }
    schemes = ["https"]
    paths   = local.operations

    securityDefinitions = {
      user = {
        type                 = "oauth2"
        flow                 = "implicit"
        authorizationUrl     = ""
        "x-google-issuer"    = "https://securetoken.google.com/${var.project_id}"
        "x-google-jwks_uri"  = "https://www.googleapis.com/service_accounts/v1/metadata/x509/securetoken@system.gserviceaccount.com"
        "x-google-audiences" = var.project_id
      }
      application = { type = "apiKey", name = "x-api-key", in = "header" }
    }
    security = [{ user = [], application = [] }]

    "x-google-management" = {
      metrics = [{ name = "calls", displayName = "Calls", valueType = "INT64", metricKind = "DELTA" }]
      quota = {
        limits = [{ name = "calls-per-minute", metric = "calls", unit = "1/min/{project}", values = { STANDARD = var.gateway_calls_per_minute } }]
      }
    }
  }
}

module "gateway" {
  source = "../../../../infra/modules/api-gateway"

  project_id       = var.project_id
  name             = local.name
  labels           = local.labels
  regions          = var.gateway_regions
  openapi_document = yamlencode(local.openapi_document)
  services         = { for key, place in local.placements : key => { name = place.service, region = place.region } if contains(local.apis, place.service) }

  depends_on = [module.service]
}
