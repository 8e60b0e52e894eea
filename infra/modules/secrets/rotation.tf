# The topic that Secret Manager announces due rotations on (eventType SECRET_ROTATE), with every other change of those secrets.

locals {
  given_agent = contains(keys(var.service_agents), "secretmanager.googleapis.com")
}

data "google_project" "this" {
  count = length(local.rotated) > 0 && !local.given_agent ? 1 : 0

  project_id = var.project_id
}

resource "google_pubsub_topic" "rotation" {
  count = length(local.rotated) > 0 ? 1 : 0

  project                    = var.project_id
  name                       = "${var.name}-secret-rotation"
  kms_key_name               = var.rotation_topic_kms_key
  message_retention_duration = "604800s" # a week, in which a subscriber that was down or came late can catch up
  labels                     = var.labels
}

# Secret Manager's service agent. The module required-apis makes it; in a new project it does not exist by itself.
resource "google_pubsub_topic_iam_member" "rotation_publisher" {
  count = length(local.rotated) > 0 ? 1 : 0

  project = var.project_id
  topic   = google_pubsub_topic.rotation[0].name
  role    = "roles/pubsub.publisher"
  member = (
    local.given_agent
    ? var.service_agents["secretmanager.googleapis.com"]
    : "serviceAccount:service-${data.google_project.this[0].number}@gcp-sa-secretmanager.iam.gserviceaccount.com"
  )
}
