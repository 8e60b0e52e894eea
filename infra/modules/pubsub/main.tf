# Pub/Sub topics, their schemas and subscriptions, and who may publish and pull.
# A subscription may also be of a topic that is made elsewhere. Left to others: what pushes are sent to, and that it lets the push's service
# account in (roles/run.invoker).

locals {
  publishers = merge([
    for name, topic in var.topics : {
      for key, member in topic.publishers : "${name}/${key}" => { topic = name, member = member }
    }
  ]...)

  subscribers = merge([
    for name, subscription in var.subscriptions : {
      for key, member in subscription.subscribers : "${name}/${key}" => { subscription = name, member = member }
    }
  ]...)

  dead_lettered      = { for name, subscription in var.subscriptions : name => subscription if subscription.dead_letter != null }
  dead_letter_topics = toset([for subscription in values(local.dead_lettered) : subscription.dead_letter.topic])
}

resource "google_pubsub_schema" "this" {
  for_each = { for name, topic in var.topics : name => topic.schema if topic.schema != null }

  project    = var.project_id
  name       = each.key
  type       = each.value.type
  definition = each.value.definition
}

resource "google_pubsub_topic" "this" {
  for_each = var.topics

  project                    = var.project_id
  name                       = each.key
  kms_key_name               = each.value.kms_key
  message_retention_duration = each.value.retention_days == null ? null : "${each.value.retention_days * 86400}s"
  labels                     = var.labels

  dynamic "message_storage_policy" {
    for_each = length(each.value.regions) > 0 ? [1] : []
    content {
      allowed_persistence_regions = each.value.regions
    }
  }

  dynamic "schema_settings" {
    for_each = each.value.schema[*]
    content {
      schema   = google_pubsub_schema.this[each.key].id
      encoding = schema_settings.value.encoding
    }
  }
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = local.publishers

  project = var.project_id
  topic   = google_pubsub_topic.this[each.value.topic].name
  role    = "roles/pubsub.publisher"
  member  = each.value.member
}

resource "google_pubsub_subscription" "this" {
  for_each = var.subscriptions

  project                      = var.project_id
  name                         = each.key
  topic                        = contains(keys(var.topics), each.value.topic) ? google_pubsub_topic.this[each.value.topic].id : each.value.topic
  ack_deadline_seconds         = each.value.ack_deadline_seconds
  message_retention_duration   = "${each.value.retention_days * 86400}s"
  retain_acked_messages        = each.value.retain_acknowledged
  filter                       = each.value.filter
  enable_message_ordering      = each.value.ordered
  enable_exactly_once_delivery = each.value.exactly_once
  labels                       = var.labels

  # Never: Google's default deletes a subscription, and what waits in it, after 31 days without a subscriber.
  expiration_policy {
    ttl = ""
  }

  retry_policy {
    minimum_backoff = "${each.value.retry.minimum_backoff_seconds}s"
    maximum_backoff = "${each.value.retry.maximum_backoff_seconds}s"
  }

  dynamic "push_config" {
    for_each = each.value.push[*]
    content {
      push_endpoint = push_config.value.endpoint
      attributes    = push_config.value.attributes

      oidc_token {
        service_account_email = push_config.value.service_account_email
        audience              = push_config.value.audience
      }

      dynamic "no_wrapper" {
        for_each = push_config.value.unwrapped ? [1] : []
        content {
          write_metadata = true
        }
      }
    }
  }

  dynamic "dead_letter_policy" {
    for_each = each.value.dead_letter[*]
    content {
      dead_letter_topic     = google_pubsub_topic.this[dead_letter_policy.value.topic].id
      max_delivery_attempts = dead_letter_policy.value.max_delivery_attempts
    }
  }
}

resource "google_pubsub_subscription_iam_member" "subscriber" {
  for_each = local.subscribers

  project      = var.project_id
  subscription = google_pubsub_subscription.this[each.value.subscription].name
  role         = "roles/pubsub.subscriber"
  member       = each.value.member
}

# Pub/Sub itself moves a message that nobody could handle: its service agent publishes it to the dead-letter topic and takes it off the
# subscription. Without these two roles the message just stays.
locals {
  given_agent = contains(keys(var.service_agents), "pubsub.googleapis.com")
  agent = (
    length(local.dead_lettered) == 0 ? null : local.given_agent
    ? var.service_agents["pubsub.googleapis.com"]
    : "serviceAccount:service-${data.google_project.this[0].number}@gcp-sa-pubsub.iam.gserviceaccount.com"
  )
}

data "google_project" "this" {
  count = length(local.dead_lettered) > 0 && !local.given_agent ? 1 : 0

  project_id = var.project_id
}

resource "google_pubsub_topic_iam_member" "dead_letter" {
  for_each = local.dead_letter_topics

  project = var.project_id
  topic   = google_pubsub_topic.this[each.key].name
  role    = "roles/pubsub.publisher"
  member  = local.agent
}

resource "google_pubsub_subscription_iam_member" "dead_letter" {
  for_each = local.dead_lettered

  project      = var.project_id
  subscription = google_pubsub_subscription.this[each.key].name
  role         = "roles/pubsub.subscriber"
  member       = local.agent
}
