# Budgets of a billing account: a mail, and a message on a topic, when spending reaches a share of an amount. A budget tells; it stops
# nothing. Left to others: the notification channels and the topic (billing-budget-alert@system.gserviceaccount.com publishes to it), and
# what acts on a message.
# Whoever applies this needs roles/billing.costsManager on the billing account. With a person's own credentials the provider also
# needs user_project_override and billing_project.

resource "google_billing_budget" "budget" {
  for_each = var.budgets

  billing_account = var.billing_account
  display_name    = "${var.name} ${each.key}"

  amount {
    specified_amount {
      currency_code = each.value.currency
      units         = format("%d", each.value.amount)
    }
  }

  budget_filter {
    projects               = [for number in each.value.project_numbers : "projects/${number}"]
    services               = sort([for service in each.value.services : "services/${service}"])
    labels                 = each.value.labels
    calendar_period        = each.value.period
    credit_types_treatment = each.value.credits_count ? "INCLUDE_ALL_CREDITS" : "EXCLUDE_ALL_CREDITS"
  }

  dynamic "threshold_rules" {
    for_each = sort([for percent in each.value.thresholds_percent : format("%06.1f", percent)])

    content {
      threshold_percent = tonumber(threshold_rules.value) / 100
      spend_basis       = "CURRENT_SPEND"
    }
  }

  dynamic "threshold_rules" {
    for_each = sort([for percent in each.value.forecast_percent : format("%06.1f", percent)])

    content {
      threshold_percent = tonumber(threshold_rules.value) / 100
      spend_basis       = "FORECASTED_SPEND"
    }
  }

  dynamic "all_updates_rule" {
    for_each = length(var.notification_channels) > 0 || var.pubsub_topic != null ? [1] : []

    content {
      monitoring_notification_channels = sort(var.notification_channels)
      pubsub_topic                     = var.pubsub_topic
      schema_version                   = "1.0"
      disable_default_iam_recipients   = var.disable_default_recipients
    }
  }
}
