# Metrics counted or read from log entries, for what a service tells only in its logs. They are made where the entries are.

locals {
  log_metric_selectors = {
    for key, metric in var.log_metrics : key => "monitored_resource=\"${try(metric.alert.resource_type, "")}\",project_id=\"${local.monitored_project_id}\""
  }
}

resource "google_logging_metric" "metric" {
  for_each = var.log_metrics

  project          = local.monitored_project_id
  name             = each.key
  description      = each.value.description
  filter           = each.value.filter
  label_extractors = each.value.labels
  value_extractor  = each.value.value_extractor

  metric_descriptor {
    metric_kind  = "DELTA"
    value_type   = each.value.value_extractor == null ? "INT64" : "DISTRIBUTION"
    unit         = each.value.unit
    display_name = each.value.description

    dynamic "labels" {
      for_each = each.value.labels

      content {
        key        = labels.key
        value_type = "STRING"
      }
    }
  }

  # From 1 on, each 1.4 times as wide as the one before, 48 of them: up to ten million, which suits milliseconds and bytes alike.
  dynamic "bucket_options" {
    for_each = each.value.value_extractor == null ? [] : [1]

    content {
      exponential_buckets {
        scale              = 1
        growth_factor      = 1.4
        num_finite_buckets = 48
      }
    }
  }
}

resource "google_monitoring_alert_policy" "log_metric" {
  for_each = { for key, metric in var.log_metrics : key => metric if metric.alert != null }

  project               = var.project_id
  display_name          = "${var.name} ${each.key}: above ${each.value.alert.above}"
  combiner              = "OR"
  severity              = each.value.alert.severity
  notification_channels = local.channels_for[each.value.alert.severity]
  user_labels           = var.labels

  conditions {
    display_name = each.value.value_extractor == null ? "More than ${each.value.alert.above} in ${each.value.alert.window_minutes} minutes" : "P95 above ${each.value.alert.above}"

    condition_prometheus_query_language {
      query = (
        each.value.value_extractor == null
        ? "sum(increase(logging_googleapis_com:user_${google_logging_metric.metric[each.key].name}{${local.log_metric_selectors[each.key]}}[${each.value.alert.window_minutes}m])) > ${each.value.alert.above}"
        : "histogram_quantile(0.95, sum by (le) (rate(logging_googleapis_com:user_${google_logging_metric.metric[each.key].name}_bucket{${local.log_metric_selectors[each.key]}}[${each.value.alert.window_minutes}m]))) > ${each.value.alert.above}"
      )
      duration                  = "0s"
      evaluation_interval       = "60s"
      disable_metric_validation = true
    }
  }

  alert_strategy {
    auto_close = local.auto_close
  }

  documentation {
    mime_type = "text/markdown"
    subject   = "${var.name} ${each.key}: above ${each.value.alert.above}"
    content   = <<-EOT
      **What it means.** ${each.value.description}: more than ${each.value.alert.above} in ${each.value.alert.window_minutes} minutes.

      **What to do first.** Read the entries that were counted. In Logs Explorer: `${each.value.filter}`
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
