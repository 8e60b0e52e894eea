# One Artifact Registry repository, its clean-up and who may read and write it.
# Left to others: remote and virtual repositories, and what is pushed (the release pipeline, which deploys by digest).

locals {
  # Artifact Registry deletes what a delete policy names and no keep policy does.
  cleanup_policies = merge(
    var.cleanup.keep_most_recent == null ? {} : {
      keep-most-recent = { action = "KEEP", keep_count = var.cleanup.keep_most_recent, older_than_days = null, tag_state = null, tag_prefixes = null }
    },
    length(var.cleanup.keep_tag_prefixes) == 0 ? {} : {
      keep-tagged = { action = "KEEP", keep_count = null, older_than_days = null, tag_state = "TAGGED", tag_prefixes = var.cleanup.keep_tag_prefixes }
    },
    var.cleanup.delete_untagged_after_days == null ? {} : {
      delete-untagged = { action = "DELETE", keep_count = null, older_than_days = var.cleanup.delete_untagged_after_days, tag_state = "UNTAGGED", tag_prefixes = null }
    },
    {
      for key, rule in var.cleanup.delete_tagged :
      "delete-${key}" => { action = "DELETE", keep_count = null, older_than_days = rule.older_than_days, tag_state = "TAGGED", tag_prefixes = rule.prefixes }
    },
  )
}

resource "google_artifact_registry_repository" "this" {
  project                = var.project_id
  location               = var.region
  repository_id          = var.name
  description            = var.description
  format                 = var.format
  kms_key_name           = var.kms_key_name
  labels                 = var.labels
  cleanup_policy_dry_run = var.cleanup.dry_run
  deletion_policy        = var.deletion_protection ? "PREVENT" : "DELETE"

  dynamic "docker_config" {
    for_each = var.format == "DOCKER" ? [var.immutable_tags] : []
    content {
      immutable_tags = docker_config.value
    }
  }

  vulnerability_scanning_config {
    enablement_config = var.vulnerability_scanning ? "INHERITED" : "DISABLED"
  }

  dynamic "cleanup_policies" {
    for_each = local.cleanup_policies
    content {
      id     = cleanup_policies.key
      action = cleanup_policies.value.action

      dynamic "most_recent_versions" {
        for_each = cleanup_policies.value.keep_count[*]
        content {
          keep_count = most_recent_versions.value
        }
      }

      dynamic "condition" {
        for_each = cleanup_policies.value.tag_state[*]
        content {
          tag_state    = condition.value
          tag_prefixes = cleanup_policies.value.tag_prefixes == null ? null : sort(cleanup_policies.value.tag_prefixes)
          older_than   = cleanup_policies.value.older_than_days == null ? null : "${cleanup_policies.value.older_than_days * 24 * 60 * 60}s"
        }
      }
    }
  }
}

resource "google_artifact_registry_repository_iam_member" "reader" {
  for_each = var.readers

  project    = var.project_id
  location   = var.region
  repository = google_artifact_registry_repository.this.repository_id
  role       = "roles/artifactregistry.reader"
  member     = each.value
}

resource "google_artifact_registry_repository_iam_member" "writer" {
  for_each = var.writers

  project    = var.project_id
  location   = var.region
  repository = google_artifact_registry_repository.this.repository_id
  role       = "roles/artifactregistry.writer"
  member     = each.value
}
