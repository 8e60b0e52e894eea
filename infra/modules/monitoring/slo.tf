# Objectives over a rolling period, and alerts when their error budget burns too fast: multi-window, multi-burn-rate, as chapter 5, "Alerting on
# SLOs", of Google's Site Reliability Workbook derives it. The long window says that enough was lost to matter; the short one, that it still goes on,
# so the alert ends soon after the trouble does.

locals {
  slo_filters = {
    for key, service in var.services : key => join(" AND ", [
      "resource.type = \"cloud_run_revision\"",
      "resource.labels.project_id = \"${local.monitored_project_id}\"",
      "resource.labels.service_name = \"${coalesce(service.cloud_run_name, key)}\"",
    ])
  }

  slos = merge(
    { for key, service in var.services : "${key}/availability" => {
      service      = key
      kind         = "availability"
      goal_percent = service.availability_slo.percent
      days         = service.availability_slo.rolling_days
      under_ms     = null
      promise      = "${service.availability_slo.percent} % of requests succeed"
    } if service.availability_slo != null },
    { for key, service in var.services : "${key}/latency" => {
      service      = key
      kind         = "latency"
      goal_percent = service.latency_slo.percent
      days         = service.latency_slo.rolling_days
      under_ms     = service.latency_slo.under_ms
      promise      = "${service.latency_slo.percent} % of requests take less than ${service.latency_slo.under_ms} ms"
    } if service.latency_slo != null },
  )

  burn_alerts = merge([
    for slo_key, slo in local.slos : {
      for rate_key, rate in var.burn_rates : "${slo_key}/${rate_key}" => {
        slo_key         = slo_key
        slo             = slo
        rate_key        = rate_key
        rate            = rate
        spent_percent   = format("%.3g", 100 * rate.rate * rate.long_minutes / (slo.days * 1440))
        exhausted_hours = format("%.3g", slo.days * 24 / rate.rate)
      }
    }
  ]...)
}

# A service of its own rather than Google's Cloud Run service type, which stands for one region: these objectives hold over all.
resource "google_monitoring_custom_service" "service" {
  for_each = toset([for slo in values(local.slos) : slo.service])

  project      = var.project_id
  service_id   = "${var.name}-${each.value}"
  display_name = "${var.name} ${each.value}"
  user_labels  = var.labels
}

resource "google_monitoring_slo" "slo" {
  for_each = local.slos

  project             = var.project_id
  service             = google_monitoring_custom_service.service[each.value.service].service_id
  slo_id              = each.value.kind
  display_name        = "${each.value.promise} over ${each.value.days} days"
  goal                = each.value.goal_percent / 100
  rolling_period_days = each.value.days
  user_labels         = var.labels

  request_based_sli {
    dynamic "good_total_ratio" {
      for_each = each.value.kind == "availability" ? [local.slo_filters[each.value.service]] : []

      content {
        total_service_filter = "metric.type = \"run.googleapis.com/request_count\" AND ${good_total_ratio.value}"
        bad_service_filter   = "metric.type = \"run.googleapis.com/request_count\" AND metric.labels.response_code_class = \"5xx\" AND ${good_total_ratio.value}"
      }
    }

    dynamic "distribution_cut" {
      for_each = each.value.kind == "latency" ? [local.slo_filters[each.value.service]] : []

      content {
        distribution_filter = "metric.type = \"run.googleapis.com/request_latencies\" AND ${distribution_cut.value}"

        range {
          max = each.value.under_ms
        }
      }
    }
  }
}

resource "google_monitoring_alert_policy" "burn_rate" {
  for_each = local.burn_alerts

  project               = var.project_id
  display_name          = "${var.name} ${each.value.slo.service}: ${each.value.slo.kind} budget burns ${each.value.rate_key}"
  combiner              = "AND"
  severity              = each.value.rate.severity
  notification_channels = local.channels_for[each.value.rate.severity]
  user_labels           = merge(var.labels, { service = each.value.slo.service })

  dynamic "conditions" {
    for_each = { long = each.value.rate.long_minutes, short = each.value.rate.short_minutes }

    content {
      display_name = "More than ${each.value.rate.rate} times too fast over ${conditions.value} minutes"

      condition_threshold {
        filter          = "select_slo_burn_rate(\"${google_monitoring_slo.slo[each.value.slo_key].name}\", \"${conditions.value * 60}s\")"
        comparison      = "COMPARISON_GT"
        threshold_value = each.value.rate.rate
        duration        = "0s"

        trigger {
          count = 1
        }
      }
    }
  }

  alert_strategy {
    auto_close = local.auto_close
  }

  documentation {
    mime_type = "text/markdown"
    subject   = "${var.name} ${each.value.slo.service}: ${each.value.slo.kind} budget burns ${each.value.rate_key}"
    content   = <<-EOT
      **What it means.** The promise is that ${each.value.slo.promise} over ${each.value.slo.days} days. For ${each.value.rate.long_minutes} minutes, and still, it is broken ${each.value.rate.rate} times faster than it may be: at least
      ${each.value.spent_percent} % of the budget went in that time, and at this pace all of it is gone in ${each.value.exhausted_hours} hours.

      **What to do first.** Look at the service's dashboard for when it began. Was there a release? Take it back. When the budget is spent, stop releasing anything but fixes until
      it has recovered.
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
