# What services tell each other without waiting. A message is pushed to the service that takes it, and after five failures kept for people to look at.

locals {
  # Topic, who publishes, and which service takes it at which path.
  events = {
    listing-events = { publisher = "listing", taker = "messaging", path = "/v1/messages/events/listings" }
    message-events = { publisher = "messaging", taker = "user", path = "/v1/users/events/messages" }
    user-events    = { publisher = "user", taker = "listing", path = "/v1/listings/events/users" }
  }

  event_takers = toset([for event in values(local.events) : event.taker])
}

resource "google_service_account" "push" {
  project      = var.project_id
  account_id   = "push"
  display_name = "Pub/Sub, where it calls services"

  depends_on = [module.apis]
}

module "events" {
  source = "../../../../infra/modules/pubsub"

  project_id = var.project_id
  labels     = local.labels

  topics = merge(
    {
      for topic, event in local.events : topic => {
        publishers     = { (event.publisher) = "serviceAccount:${local.emails[event.publisher]}" }
        retention_days = 7
      }
    },
    { undelivered = {} },
  )

  subscriptions = merge(
    {
      for topic, event in local.events : "${topic}-${event.taker}" => {
        topic                = topic
        ack_deadline_seconds = 60
        dead_letter          = { topic = "undelivered" }
        push = {
          endpoint              = "${local.services_url}${event.path}"
          audience              = local.services_url
          service_account_email = google_service_account.push.email
        }
      }
    },
    { undelivered-review = { topic = "undelivered", retention_days = 31 } },
  )

  depends_on = [module.apis, google_service_account.service]
}
