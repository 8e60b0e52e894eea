# Who passes Identity-Aware Proxy, before load balancers' backends and before Cloud Run services, and how it treats them.
# Left to others: turning it on (iap of a load-balancer backend, iap_enabled of a cloud-run-service), the OAuth consent
# screen, and access levels.
#
# IAP's service agent must exist before it can be granted anything:
# gcloud beta services identity create --service=iap.googleapis.com --project=PROJECT

locals {
  agent = "serviceAccount:service-${var.project_number}@gcp-sa-iap.iam.gserviceaccount.com"

  backend_members = merge([
    for key, backend in var.backend_services : {
      for member in backend.members : "${key}/${member}" => { name = backend.name, member = member }
    }
  ]...)

  cloud_run_members = merge([
    for key, service in var.cloud_run_services : {
      for member in service.members : "${key}/${member}" => { name = service.name, region = service.region, member = member }
    }
  ]...)

  # IAP calls a service as its agent, whether it stands before the service itself or before a backend with it.
  invoked_services = merge(
    { for key, service in var.cloud_run_services : "direct/${key}" => { name = service.name, region = service.region } },
    merge([
      for key, backend in var.backend_services : {
        for region, service in backend.services : "backend/${key}/${region}" => { name = service, region = region }
      }
    ]...),
  )

  protected_resources = merge(
    { for key, backend in var.backend_services : "backend/${key}" => "compute/services/${backend.name}" },
    { for key, service in var.cloud_run_services : "direct/${key}" => "cloud_run-${service.region}/services/${service.name}" },
  )
}

resource "google_iap_web_backend_service_iam_member" "this" {
  for_each = local.backend_members

  project             = var.project_id
  web_backend_service = each.value.name
  role                = "roles/iap.httpsResourceAccessor"
  member              = each.value.member

  dynamic "condition" {
    for_each = var.condition[*]
    content {
      title       = condition.value.title
      description = condition.value.description
      expression  = condition.value.expression
    }
  }
}

resource "google_iap_web_cloud_run_service_iam_member" "this" {
  for_each = local.cloud_run_members

  project                = var.project_id
  location               = each.value.region
  cloud_run_service_name = each.value.name
  role                   = "roles/iap.httpsResourceAccessor"
  member                 = each.value.member

  dynamic "condition" {
    for_each = var.condition[*]
    content {
      title       = condition.value.title
      description = condition.value.description
      expression  = condition.value.expression
    }
  }
}

resource "google_cloud_run_v2_service_iam_member" "agent" {
  for_each = local.invoked_services

  project  = var.project_id
  location = each.value.region
  name     = each.value.name
  role     = "roles/run.invoker"
  member   = local.agent
}

resource "google_iap_settings" "this" {
  for_each = var.settings == null ? {} : local.protected_resources

  name = "projects/${var.project_number}/iap_web/${each.value}"

  access_settings {
    dynamic "reauth_settings" {
      for_each = var.settings.reauthentication[*]
      content {
        method      = reauth_settings.value.method
        max_age     = "${reauth_settings.value.max_age_seconds}s"
        policy_type = "MINIMUM"
      }
    }

    dynamic "allowed_domains_settings" {
      for_each = length(var.settings.allowed_domains) > 0 ? [var.settings.allowed_domains] : []
      content {
        enable  = true
        domains = sort(allowed_domains_settings.value)
      }
    }

    dynamic "oauth_settings" {
      for_each = var.settings.login_hint != null || length(var.settings.programmatic_clients) > 0 ? [var.settings] : []
      content {
        login_hint           = oauth_settings.value.login_hint
        programmatic_clients = sort(oauth_settings.value.programmatic_clients)
      }
    }

    dynamic "cors_settings" {
      for_each = var.settings.options_without_sign_in ? [true] : []
      content {
        allow_http_options = cors_settings.value
      }
    }
  }

  dynamic "application_settings" {
    for_each = var.settings.access_denied_page_url[*]
    content {
      access_denied_page_settings {
        access_denied_page_uri = application_settings.value
      }
    }
  }
}
