# An API Gateway: one API, its current config from an OpenAPI 2 document, a gateway in each region, and the account that
# the gateways call Cloud Run with. The document says what callers need: JWTs, keys and quotas (see the example).
# Left to others: the document, the services behind it, domains, and API keys.
#
# API Gateway exists in the google-beta provider alone, which is why this module has it.

locals {
  # Built from its parts, not read from the resource, so that other modules can use it as a key before it exists.
  project_domain        = strcontains(var.project_id, ":") ? "${split(":", var.project_id)[0]}." : ""
  project_short_name    = reverse(split(":", var.project_id))[0]
  service_account_email = "${var.name}-gw@${local.project_short_name}.${local.project_domain}iam.gserviceaccount.com"
}

resource "google_service_account" "this" {
  project      = var.project_id
  account_id   = "${var.name}-gw"
  display_name = "API Gateway ${var.name}"
}

resource "google_cloud_run_v2_service_iam_member" "this" {
  for_each = var.services

  project  = var.project_id
  location = each.value.region
  name     = each.value.name
  role     = "roles/run.invoker"
  member   = google_service_account.this.member
}

resource "google_api_gateway_api" "this" {
  provider = google-beta

  project      = var.project_id
  api_id       = var.name
  display_name = var.name
  labels       = var.labels
}

# Keys and quotas are checked against projects that have the API enabled, so the project itself must have it too.
resource "google_project_service" "this" {
  project            = var.project_id
  service            = google_api_gateway_api.this.managed_service
  disable_on_destroy = false
}

resource "google_api_gateway_api_config" "this" {
  provider = google-beta

  project              = var.project_id
  api                  = google_api_gateway_api.this.api_id
  api_config_id_prefix = "${var.name}-"
  labels               = var.labels

  openapi_documents {
    document {
      path     = "openapi.yaml"
      contents = base64encode(var.openapi_document)
    }
  }

  gateway_config {
    backend_config {
      google_service_account = google_service_account.this.email
    }
  }

  # A config cannot change. The gateways move to a new one, and only then can the old one go.
  lifecycle {
    create_before_destroy = true
  }
}

resource "google_api_gateway_gateway" "this" {
  provider = google-beta
  for_each = var.regions

  project    = var.project_id
  region     = each.value
  gateway_id = "${var.name}-${each.value}"
  api_config = google_api_gateway_api_config.this.id
  labels     = var.labels

  # Requests that come before the gateway may call its services would fail.
  depends_on = [google_cloud_run_v2_service_iam_member.this]
}
