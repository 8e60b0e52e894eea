# Backends: each is one Cloud Run service, in one region or in several. Requests go to the region nearest to the caller.

locals {
  endpoints = merge([
    for backend, settings in var.backends : {
      for region, service in settings.services :
      "${backend}/${region}" => { backend = backend, region = region, service = service }
    }
  ]...)
}

resource "google_compute_region_network_endpoint_group" "this" {
  for_each = local.endpoints

  project = var.project_id
  region  = each.value.region
  # The service is part of the name: another service means another group, which must exist before the old one can go.
  name                  = "${var.name}-${each.value.backend}-${substr(sha1("${each.value.region}/${each.value.service}"), 0, 8)}"
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = each.value.service
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_backend_service" "this" {
  for_each = var.backends

  project                 = var.project_id
  name                    = "${var.name}-${each.key}"
  load_balancing_scheme   = "EXTERNAL_MANAGED"
  protocol                = "HTTPS"
  security_policy         = coalesce(each.value.security_policy, google_compute_security_policy.this.id)
  enable_cdn              = each.value.cdn != null
  compression_mode        = each.value.compression ? "AUTOMATIC" : "DISABLED"
  custom_request_headers  = each.value.request_headers
  custom_response_headers = each.value.response_headers

  # No timeout_sec and no health checks: Google refuses both for Cloud Run. A request's time is the service's timeout.

  dynamic "backend" {
    for_each = each.value.services
    content {
      group = google_compute_region_network_endpoint_group.this["${each.key}/${backend.key}"].id
    }
  }

  log_config {
    enable      = each.value.log_sample_rate > 0
    sample_rate = each.value.log_sample_rate > 0 ? each.value.log_sample_rate : null
  }

  dynamic "iap" {
    for_each = each.value.iap[*]
    content {
      enabled              = true
      oauth2_client_id     = iap.value.oauth_client_id
      oauth2_client_secret = lookup(var.iap_oauth_client_secrets, each.key, null)
    }
  }

  dynamic "outlier_detection" {
    for_each = each.value.outlier_detection[*]
    content {
      consecutive_errors           = outlier_detection.value.consecutive_errors
      enforcing_consecutive_errors = 100
      max_ejection_percent         = outlier_detection.value.max_ejection_percent

      interval {
        seconds = outlier_detection.value.interval_seconds
      }

      base_ejection_time {
        seconds = outlier_detection.value.ejection_seconds
      }
    }
  }

  dynamic "cdn_policy" {
    for_each = each.value.cdn[*]
    content {
      cache_mode         = cdn_policy.value.cache_mode
      default_ttl        = cdn_policy.value.cache_mode == "USE_ORIGIN_HEADERS" ? null : cdn_policy.value.default_ttl_seconds
      client_ttl         = cdn_policy.value.cache_mode == "USE_ORIGIN_HEADERS" ? null : cdn_policy.value.client_ttl_seconds
      max_ttl            = cdn_policy.value.cache_mode == "CACHE_ALL_STATIC" ? cdn_policy.value.max_ttl_seconds : null
      serve_while_stale  = cdn_policy.value.serve_while_stale_seconds
      request_coalescing = true
      negative_caching   = length(cdn_policy.value.negative_ttl_seconds) > 0

      dynamic "negative_caching_policy" {
        for_each = cdn_policy.value.negative_ttl_seconds
        content {
          code = tonumber(negative_caching_policy.key)
          ttl  = negative_caching_policy.value
        }
      }

      dynamic "bypass_cache_on_request_headers" {
        for_each = cdn_policy.value.bypass_on_headers
        content {
          header_name = bypass_cache_on_request_headers.value
        }
      }

      cache_key_policy {
        include_host           = cdn_policy.value.cache_key.host
        include_protocol       = cdn_policy.value.cache_key.protocol
        include_query_string   = cdn_policy.value.cache_key.query_string
        query_string_whitelist = cdn_policy.value.cache_key.query_parameters
        query_string_blacklist = cdn_policy.value.cache_key.without_query_parameters
        include_http_headers   = cdn_policy.value.cache_key.headers
        include_named_cookies  = cdn_policy.value.cache_key.cookies
      }
    }
  }
}
