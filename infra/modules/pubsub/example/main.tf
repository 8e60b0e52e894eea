# Orders are pushed to one service and pulled by another. What cannot be handled waits in a topic of its own.

terraform {
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.45.0, < 8.0.0"
    }
  }
}

provider "google" {
  project = "example-project"
  region  = "europe-west6"
}

resource "google_service_account" "push" {
  project    = "example-project"
  account_id = "orders-push"
}

module "pubsub" {
  source = "../"

  project_id = "example-project"
  labels     = { environment = "production" }

  topics = {
    "orders" = {
      publishers     = { api = "serviceAccount:api@example-project.iam.gserviceaccount.com" }
      retention_days = 7
      regions        = ["europe-west6", "europe-west3"]
      schema = {
        definition = jsonencode({
          type   = "record"
          name   = "Order"
          fields = [{ name = "id", type = "string" }]
        })
      }
    }
    "orders-failed" = { regions = ["europe-west6", "europe-west3"] }
  }

  subscriptions = {
    "orders-mail" = {
      topic                = "orders"
      ack_deadline_seconds = 60
      push = {
        endpoint              = "https://mail-abc123-oa.a.run.app/orders"
        service_account_email = google_service_account.push.email
      }
      dead_letter = { topic = "orders-failed", max_delivery_attempts = 10 }
    }
    "orders-stock" = {
      topic        = "orders"
      subscribers  = { stock = "serviceAccount:stock@example-project.iam.gserviceaccount.com" }
      filter       = "attributes.kind = \"physical\""
      exactly_once = true
      dead_letter  = { topic = "orders-failed" }
    }
    "orders-failed-review" = {
      topic       = "orders-failed"
      subscribers = { support = "group:support@example.com" }
    }
  }
}

output "topic_ids" {
  description = "What publishers name."
  value       = module.pubsub.topic_ids
}
