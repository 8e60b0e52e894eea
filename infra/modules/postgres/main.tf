# A Cloud SQL instance for PostgreSQL on a private address: backups with point-in-time recovery, read replicas, databases, users whose
# passwords Terraform generates and never stores, and exports to a bucket on a schedule.
# Left to others: the network and its private services access, tables and grants (a service's migrations), restores and fail-overs.

locals {
  safe_flags = {
    "cloudsql.iam_authentication" = "on"
    "log_checkpoints"             = "on"
    "log_connections"             = "on"
    "log_disconnections"          = "on"
    "log_lock_waits"              = "on"
    "log_temp_files"              = "0" # every temporary file: each is a query that did not fit into memory
  }
  flags = merge(local.safe_flags, var.database_flags)
}

resource "google_sql_database_instance" "primary" {
  project             = var.project_id
  name                = var.name
  region              = var.region
  database_version    = "POSTGRES_${var.postgres_version}"
  encryption_key_name = var.kms_key
  deletion_protection = var.deletion_protection

  settings {
    edition                     = var.edition # stated, because Google's default depends on the version
    tier                        = var.tier
    availability_type           = upper(var.availability)
    disk_type                   = var.disk.type
    disk_size                   = var.disk.initial_size_gb
    disk_autoresize             = true
    disk_autoresize_limit       = var.disk.autoresize_limit_gb
    user_labels                 = var.labels
    deletion_protection_enabled = var.deletion_protection

    ip_configuration {
      ipv4_enabled       = false
      private_network    = var.network_id
      allocated_ip_range = var.allocated_ip_range
      ssl_mode           = var.ssl_mode
    }

    dynamic "location_preference" {
      for_each = var.zone[*]
      content {
        zone = location_preference.value
      }
    }

    backup_configuration {
      enabled                        = var.backups.enabled
      start_time                     = var.backups.start_time
      location                       = var.backups.location
      point_in_time_recovery_enabled = var.backups.enabled && var.backups.point_in_time_recovery
      transaction_log_retention_days = var.backups.enabled && var.backups.point_in_time_recovery ? var.backups.transaction_log_retention_days : null

      backup_retention_settings {
        retained_backups = var.backups.retained
        retention_unit   = "COUNT"
      }
    }

    final_backup_config {
      enabled        = var.final_backup_retention_days > 0
      retention_days = var.final_backup_retention_days > 0 ? var.final_backup_retention_days : null
    }

    maintenance_window {
      day          = var.maintenance.day
      hour         = var.maintenance.hour
      update_track = var.maintenance.update_track
    }

    insights_config {
      query_insights_enabled  = var.query_insights.enabled
      query_string_length     = var.query_insights.query_string_length
      query_plans_per_minute  = var.query_insights.query_plans_per_minute
      record_application_tags = var.query_insights.record_application_tags
      record_client_address   = var.query_insights.record_client_address
    }

    dynamic "connection_pool_config" {
      for_each = var.connection_pool[*]
      content {
        connection_pooling_enabled = true

        dynamic "flags" {
          for_each = connection_pool_config.value.flags
          content {
            name  = flags.key
            value = flags.value
          }
        }
      }
    }

    dynamic "database_flags" {
      for_each = local.flags
      content {
        name  = database_flags.key
        value = database_flags.value
      }
    }
  }

  lifecycle {
    # The disk grows by itself; setting it back would mean a new, empty instance.
    ignore_changes = [settings[0].disk_size]
  }
}

resource "google_sql_database" "this" {
  for_each = var.databases

  project  = var.project_id
  instance = google_sql_database_instance.primary.name
  name     = each.key

  # A database that is taken out of the configuration is left as it is: to drop data takes more than an edit.
  deletion_policy = "ABANDON"
}
