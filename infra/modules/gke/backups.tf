# One plan for each place and rhythm: a plan keeps its backups in one region. Restoring is a plan of its own, in the region of the cluster that is
# restored to, and belongs to the drill.

resource "google_gke_backup_backup_plan" "plan" {
  for_each = var.backups

  project  = var.project_id
  name     = "${var.name}-${each.key}"
  cluster  = google_container_cluster.this.id
  location = coalesce(each.value.region, var.region)
  labels   = var.labels

  deletion_policy = var.deletion_protection ? "PREVENT" : "DELETE"

  backup_schedule {
    cron_schedule = each.value.schedule
  }

  retention_policy {
    backup_retain_days      = each.value.retain_days
    backup_delete_lock_days = each.value.delete_lock_days
  }

  backup_config {
    include_volume_data = each.value.include_volumes
    include_secrets     = each.value.include_secrets
    all_namespaces      = length(each.value.namespaces) == 0 ? true : null

    dynamic "selected_namespaces" {
      for_each = length(each.value.namespaces) == 0 ? [] : [each.value.namespaces]

      content {
        namespaces = sort(selected_namespaces.value)
      }
    }

    dynamic "encryption_key" {
      for_each = each.value.encryption_key == null ? [] : [each.value.encryption_key]

      content {
        gcp_kms_encryption_key = encryption_key.value
      }
    }
  }
}
