# Read replicas: they answer reads, and one in another region can be promoted when the primary's region is down. Promotion is not Terraform's
# work: it makes the replica an instance of its own, which the configuration then has to be told.

resource "google_sql_database_instance" "replica" {
  for_each = var.replicas

  project              = var.project_id
  name                 = "${var.name}-${each.key}"
  region               = each.value.region
  master_instance_name = google_sql_database_instance.primary.name
  database_version     = google_sql_database_instance.primary.database_version
  encryption_key_name  = each.value.kms_key
  deletion_protection  = var.deletion_protection

  settings {
    edition                     = var.edition
    tier                        = coalesce(each.value.tier, var.tier)
    availability_type           = upper(each.value.availability)
    disk_type                   = var.disk.type
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
      for_each = each.value.zone[*]
      content {
        zone = location_preference.value
      }
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

    # The primary's first: several of them, such as max_connections, must not be smaller on a replica.
    dynamic "database_flags" {
      for_each = merge(local.flags, each.value.database_flags)
      content {
        name  = database_flags.key
        value = database_flags.value
      }
    }
  }

  lifecycle {
    ignore_changes = [settings[0].disk_size]
  }
}
