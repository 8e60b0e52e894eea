# Whom alerts tell. Tokens are write-only: Terraform passes them on and keeps them neither in its state nor in a plan of this resource. That takes
# Terraform 1.11; without channels that have a secret, an earlier one will do.

locals {
  channel_types = {
    for key, channel in var.channels : key => (
      channel.type != "webhook" ? channel.type : channel.username == null ? "webhook_tokenauth" : "webhook_basicauth"
    )
  }

  channel_labels = {
    for key, channel in var.channels : key => { for label, value in {
      email_address = channel.type == "email" ? channel.address : null
      channel_name  = channel.type == "slack" ? channel.address : null
      url           = channel.type == "webhook" ? channel.address : null
      username      = channel.username
    } : label => value if value != null }
  }

  channels_with_secret = toset([
    for key, type in local.channel_types : key if contains(["slack", "pagerduty", "webhook_basicauth"], type)
  ])
}

resource "google_monitoring_notification_channel" "channel" {
  for_each = var.channels

  project      = var.project_id
  display_name = "${var.name} ${each.key}"
  type         = local.channel_types[each.key]
  labels       = local.channel_labels[each.key]
  user_labels  = var.labels

  dynamic "sensitive_labels" {
    for_each = contains(local.channels_with_secret, each.key) ? [each.value.secret_version] : []

    content {
      auth_token_wo          = each.value.type == "slack" ? var.channel_secrets[each.key] : null
      auth_token_wo_version  = each.value.type == "slack" ? tostring(sensitive_labels.value) : null
      service_key_wo         = each.value.type == "pagerduty" ? var.channel_secrets[each.key] : null
      service_key_wo_version = each.value.type == "pagerduty" ? tostring(sensitive_labels.value) : null
      password_wo            = each.value.type == "webhook" ? var.channel_secrets[each.key] : null
      password_wo_version    = each.value.type == "webhook" ? tostring(sensitive_labels.value) : null
    }
  }
}
