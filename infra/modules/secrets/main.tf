# Secrets: what they are called, where they are kept, who may read them, and when they are due for a new value.
# The values are never in Terraform. People or programs add them (gcloud secrets versions add), and what rotates a secret does so when a message
# arrives on the rotation topic: Secret Manager reminds, it does not rotate.

locals {
  rotated = { for name, secret in var.secrets : name => secret if secret.rotation_days != null }

  accessors = merge([
    for name, secret in var.secrets : {
      for key, member in secret.accessors : "${name}/${key}" => { secret = name, member = member }
    }
  ]...)

  rotators = merge([
    for name, secret in var.secrets : {
      for key, member in secret.rotators : "${name}/${key}" => { secret = name, member = member }
    }
  ]...)
}

resource "google_secret_manager_secret" "this" {
  for_each = var.secrets

  project             = var.project_id
  secret_id           = each.key
  labels              = merge(var.labels, each.value.labels)
  expire_time         = each.value.expire_time
  version_aliases     = each.value.version_aliases
  version_destroy_ttl = each.value.destroy_delay_days == 0 ? null : "${each.value.destroy_delay_days * 86400}s"
  deletion_protection = coalesce(each.value.deletion_protection, var.deletion_protection)

  replication {
    dynamic "auto" {
      for_each = length(each.value.locations) == 0 ? [1] : []
      content {
        dynamic "customer_managed_encryption" {
          for_each = each.value.kms_key[*]
          content {
            kms_key_name = customer_managed_encryption.value
          }
        }
      }
    }

    dynamic "user_managed" {
      for_each = length(each.value.locations) > 0 ? [1] : []
      content {
        dynamic "replicas" {
          for_each = each.value.locations
          content {
            location = replicas.key

            dynamic "customer_managed_encryption" {
              for_each = replicas.value.kms_key[*]
              content {
                kms_key_name = customer_managed_encryption.value
              }
            }
          }
        }
      }
    }
  }

  dynamic "topics" {
    for_each = each.value.rotation_days == null ? [] : [1]
    content {
      name = google_pubsub_topic.rotation[0].id
    }
  }

  dynamic "rotation" {
    for_each = each.value.rotation_days[*]
    content {
      rotation_period    = "${rotation.value * 86400}s"
      next_rotation_time = timeadd(plantimestamp(), "${rotation.value * 24}h")
    }
  }

  lifecycle {
    # Only the first time is set here: Secret Manager moves it on after every rotation.
    ignore_changes = [rotation[0].next_rotation_time]
  }

  # Secret Manager refuses a topic that it may not publish to.
  depends_on = [google_pubsub_topic_iam_member.rotation_publisher]
}

resource "google_secret_manager_secret_iam_member" "accessor" {
  for_each = local.accessors

  project   = var.project_id
  secret_id = google_secret_manager_secret.this[each.value.secret].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = each.value.member
}

resource "google_secret_manager_secret_iam_member" "rotator" {
  for_each = local.rotators

  project   = var.project_id
  secret_id = google_secret_manager_secret.this[each.value.secret].secret_id
  role      = "roles/secretmanager.secretVersionManager"
  member    = each.value.member
}
