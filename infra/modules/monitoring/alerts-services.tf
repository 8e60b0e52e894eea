# Alerts on Cloud Run services. Everything is judged by region, so that a region that fails alone is not hidden by the others.

locals {
  # Cloud Run's metrics come a minute or three late; a window of five minutes or more always holds some.
  service_counts = {
    for key, service in var.services : key => {
      window   = "${service.window_minutes}m"
      requests = "run_googleapis_com:request_count{${local.service_selectors[key]}}[${service.window_minutes}m]"
      errors   = "run_googleapis_com:request_count{${local.service_selectors[key]},response_code_class=\"5xx\"}[${service.window_minutes}m]"
      enough   = "sum by (location) (increase(run_googleapis_com:request_count{${local.service_selectors[key]}}[${service.window_minutes}m])) >= ${service.minimum_requests_per_minute * service.window_minutes}"
    }
  }

  service_alerts = merge([
    for key, service in var.services : {
      for alert, definition in {
        errors = {
          title    = "errors"
          severity = "CRITICAL"
          duration = "120s"
          label    = "More than ${service.error_percent} % of requests fail"
          # A share says little about few requests: it counts with enough of them, or with errors enough by themselves.
          query = join("", [
            "100 * sum by (location) (rate(${local.service_counts[key].errors})) / sum by (location) (rate(${local.service_counts[key].requests})) > ${service.error_percent}",
            " and (${local.service_counts[key].enough} or sum by (location) (increase(${local.service_counts[key].errors})) >= ${service.minimum_errors})",
          ])
          means = "In a region, more than ${service.error_percent} % of the requests of the last ${service.window_minutes} minutes were answered with 5xx. Users get errors now."
          first = "Was there a release in the last hour? Take traffic back to the revision before (Cloud Run, Revisions, Manage traffic). If not, read the newest errors: Logs Explorer, `resource.type=\"cloud_run_revision\" severity>=ERROR`; then the database and what else the service calls."
        }

        latency = {
          title    = "slow"
          severity = "ERROR"
          duration = "300s"
          label    = "P95 latency above ${service.latency_p95_ms} ms"
          query = join("", [
            "histogram_quantile(0.95, sum by (location, le) (rate(run_googleapis_com:request_latencies_bucket{${local.service_selectors[key]}}[${local.service_counts[key].window}]))) > ${service.latency_p95_ms}",
            " and ${local.service_counts[key].enough}",
          ])
          means = "In a region, one request in twenty took longer than ${service.latency_p95_ms} ms, for ten minutes."
          first = "On the service's dashboard: did instances or start-ups rise at the same time? Then cold starts or a limit of instances are the cause. Did a release come just before? Take it back. Otherwise look at the database's CPU and slow queries (Query Insights)."
        }

        cpu = {
          title    = "CPU saturated"
          severity = "WARNING"
          duration = "300s"
          label    = "P95 of CPU above ${service.cpu_percent} %"
          query    = "100 * histogram_quantile(0.95, sum by (location, le) (rate(run_googleapis_com:container_cpu_utilizations_bucket{${local.service_selectors[key]}}[10m]))) > ${service.cpu_percent}"
          means    = "In a region, the busiest instances use more than ${service.cpu_percent} % of their CPU, for fifteen minutes. Requests queue within them."
          first    = "Compare with traffic. If it has risen, lower the concurrency or raise the CPU limit; if it has not, look for a release or a job that burns CPU (Cloud Profiler)."
        }

        memory = {
          title    = "memory saturated"
          severity = "WARNING"
          duration = "300s"
          label    = "P95 of memory above ${service.memory_percent} %"
          query    = "100 * histogram_quantile(0.95, sum by (location, le) (rate(run_googleapis_com:container_memory_utilizations_bucket{${local.service_selectors[key]}}[10m]))) > ${service.memory_percent}"
          means    = "In a region, instances use more than ${service.memory_percent} % of their memory. Cloud Run ends an instance that goes over its limit, and its requests fail."
          first    = "Does it rise steadily since a release? Then it is a leak: take the release back. If it follows traffic, raise the memory limit or lower the concurrency."
        }

        instances = {
          title    = "instances near the maximum"
          severity = "WARNING"
          duration = "300s"
          label    = "More than ${service.instances_percent} % of the instances that are allowed"
          query    = "100 * sum by (location) (avg_over_time(run_googleapis_com:container_instance_count{${local.service_selectors[key]},state=\"active\"}[5m])) / ${coalesce(service.max_instances, 1)} > ${service.instances_percent}"
          means    = "In a region, more than ${service.instances_percent} % of the ${coalesce(service.max_instances, 1)} instances that the service may have are busy. When all are, requests wait and then fail with 429."
          first    = "Is the traffic real? If so, raise the maximum, and look whether the database takes that many more connections. If not, see Cloud Armor for where it comes from."
        }
      } : "${key}/${alert}" => merge(definition, { service = key }) if contains(service.alerts, alert) && (alert != "instances" || service.max_instances != null)
    }
  ]...)
}

resource "google_monitoring_alert_policy" "service" {
  for_each = local.service_alerts

  project               = var.project_id
  display_name          = "${var.name} ${each.value.service}: ${each.value.title}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels_for[each.value.severity]
  user_labels           = merge(var.labels, { service = each.value.service })

  conditions {
    display_name = each.value.label

    condition_prometheus_query_language {
      query               = each.value.query
      duration            = each.value.duration
      evaluation_interval = "60s"
      # A service that was never asked anything has no metrics yet.
      disable_metric_validation = true
    }
  }

  alert_strategy {
    auto_close = local.auto_close
  }

  documentation {
    mime_type = "text/markdown"
    subject   = "${var.name} ${each.value.service}: ${each.value.title}"
    content   = "**What it means.** ${each.value.means}\n\n**What to do first.** ${each.value.first}\n"

    dynamic "links" {
      for_each = local.runbook_links

      content {
        display_name = "Runbook"
        url          = links.value
      }
    }
  }
}
