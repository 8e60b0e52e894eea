# Requests from outside, from several continents, as users would send them.

resource "google_monitoring_uptime_check_config" "check" {
  for_each = var.uptime_checks

  project            = var.project_id
  display_name       = "${var.name} ${each.key}"
  period             = "${each.value.period_seconds}s"
  timeout            = "${each.value.timeout_seconds}s"
  selected_regions   = length(each.value.regions) == 0 ? null : sort(each.value.regions)
  log_check_failures = true
  user_labels        = var.labels

  http_check {
    request_method = "GET"
    path           = each.value.path
    port           = each.value.port
    use_ssl        = true
    validate_ssl   = true

    accepted_response_status_codes {
      status_class = "STATUS_CLASS_2XX"
    }

    # The token of service-NUMBER@gcp-sa-monitoring-notification.iam.gserviceaccount.com, which needs roles/run.invoker on the service.
    dynamic "service_agent_authentication" {
      for_each = each.value.authenticate ? ["OIDC_TOKEN"] : []

      content {
        type = service_agent_authentication.value
      }
    }
  }

  monitored_resource {
    type = "uptime_url"
    labels = {
      project_id = var.project_id
      host       = each.value.host
    }
  }

  dynamic "content_matchers" {
    for_each = each.value.content == null ? [] : [each.value.content]

    content {
      content = content_matchers.value.text
      matcher = content_matchers.value.json_path == null ? content_matchers.value.matcher : "MATCHES_JSON_PATH"

      dynamic "json_path_matcher" {
        for_each = content_matchers.value.json_path == null ? [] : [content_matchers.value.json_path]

        content {
          json_path    = json_path_matcher.value
          json_matcher = "EXACT_MATCH"
        }
      }
    }
  }
}

resource "google_monitoring_alert_policy" "uptime" {
  for_each = var.uptime_checks

  project               = var.project_id
  display_name          = "${var.name} ${each.key}: not reachable"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels_for["CRITICAL"]
  user_labels           = var.labels

  conditions {
    display_name = "Fails from ${each.value.failing_locations} or more locations"

    condition_threshold {
      filter = join(" AND ", [
        "metric.type = \"monitoring.googleapis.com/uptime_check/check_passed\"",
        "resource.type = \"uptime_url\"",
        "metric.labels.check_id = \"${google_monitoring_uptime_check_config.check[each.key].uptime_check_id}\"",
      ])
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.failing_locations - 1
      duration        = "60s"

      # The last answer of each location, and how many of those are failures.
      aggregations {
        alignment_period     = "1200s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.project_id", "resource.label.host"]
      }

      trigger {
        count = 1
      }
    }
  }

  alert_strategy {
    auto_close = local.auto_close
  }

  documentation {
    mime_type = "text/markdown"
    subject   = "${each.value.host} is not reachable"
    content   = <<-EOT
      **What it means.** https://${each.value.host}${each.value.path} failed from ${each.value.failing_locations} or more places in the world: no answer in ${each.value.timeout_seconds} s, a
      status other than 2xx, a certificate that is not valid, or not the content that is expected. Users see the same.

      **What to do first.** Open the URL. If it answers, look at the check's failures in Logs Explorer
      (`log_id("monitoring.googleapis.com/uptime_checks")`). If it does not: was there a release in the last hour? Take it back. If not: the load
      balancer's certificate and DNS, then the service's errors.
    EOT

    dynamic "links" {
      for_each = local.runbook_links

      content {
        display_name = "Runbook"
        url          = links.value
      }
    }
  }
}

resource "google_monitoring_alert_policy" "uptime_latency" {
  for_each = { for key, check in var.uptime_checks : key => check if check.max_latency_ms != null }

  project               = var.project_id
  display_name          = "${var.name} ${each.key}: slow from outside"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local.channels_for["WARNING"]
  user_labels           = var.labels

  conditions {
    display_name = "Half of all locations wait longer than ${each.value.max_latency_ms} ms"

    condition_prometheus_query_language {
      # The median over locations: one that is far away is not an incident.
      query = join("", [
        "quantile by (check_id) (0.5, avg_over_time(monitoring_googleapis_com:uptime_check_request_latency{",
        "monitored_resource=\"uptime_url\",check_id=\"${google_monitoring_uptime_check_config.check[each.key].uptime_check_id}\"}[10m]))",
        " > ${each.value.max_latency_ms}",
      ])
      duration                  = "300s"
      evaluation_interval       = "60s"
      disable_metric_validation = true
    }
  }

  alert_strategy {
    auto_close = local.auto_close
  }

  documentation {
    mime_type = "text/markdown"
    subject   = "${each.value.host} is slow from outside"
    content   = <<-EOT
      **What it means.** For ten minutes at least half of the places that ask https://${each.value.host}${each.value.path} waited longer than ${each.value.max_latency_ms} ms. The time includes DNS, TLS and
      the network, so it may not be the service.

      **What to do first.** Compare with the service's own latency on its dashboard. If that is slow too, start there; if not, look at the load balancer and the
      user experience dashboard for the region that suffers.
    EOT

    dynamic "links" {
      for_each = local.runbook_links

      content {
        display_name = "Runbook"
        url          = links.value
      }
    }
  }
}
