# A Memorystore for Redis instance on a private address. Clients need its AUTH string and, for TLS, the certificates of its own authority; both
# are put into Secret Manager, alone or within a URL.
# Left to others: the network and its private services access, Redis Cluster, and what is stored.

resource "google_redis_instance" "this" {
  project                 = var.project_id
  region                  = var.region
  name                    = var.name
  display_name            = var.name
  tier                    = var.tier
  memory_size_gb          = var.memory_size_gb
  redis_version           = var.redis_version
  redis_configs           = var.redis_configs
  location_id             = var.zone
  alternative_location_id = var.alternative_zone
  authorized_network      = var.network_id
  connect_mode            = "PRIVATE_SERVICE_ACCESS"
  reserved_ip_range       = var.allocated_ip_range
  auth_enabled            = true
  transit_encryption_mode = var.transit_encryption ? "SERVER_AUTHENTICATION" : "DISABLED"
  customer_managed_key    = var.kms_key
  read_replicas_mode      = var.read_replicas > 0 ? "READ_REPLICAS_ENABLED" : "READ_REPLICAS_DISABLED"
  replica_count           = var.read_replicas > 0 ? var.read_replicas : null
  deletion_protection     = var.deletion_protection
  labels                  = var.labels

  persistence_config {
    persistence_mode        = var.snapshots == null ? "DISABLED" : "RDB"
    rdb_snapshot_period     = try(var.snapshots.period, null)
    rdb_snapshot_start_time = try(var.snapshots.start_time, null)
  }

  maintenance_policy {
    weekly_maintenance_window {
      day = var.maintenance.day
      start_time {
        hours   = var.maintenance.hour
        minutes = 0
        seconds = 0
        nanos   = 0
      }
    }
  }
}

locals {
  auth_secret_id = coalesce(var.auth_secret_id, "${var.name}-redis-auth")
  auth_string    = google_redis_instance.this.auth_string
  scheme         = var.transit_encryption ? "rediss" : "redis"

  # While one authority takes over from another there are two.
  ca_certificates = join("\n", [for authority in google_redis_instance.this.server_ca_certs : trimspace(authority.cert)])

  url_options = merge(var.url_options, { for option in var.url_ca_option[*] : option => local.ca_certificates })
  url_query   = join("&", [for key, value in local.url_options : "${key}=${urlencode(value)}"])

  # The ids are known in a plan, the values are not.
  secrets = merge(
    { (local.auth_secret_id) = local.auth_string },
    { for secret_id in var.ca_secret_id[*] : secret_id => local.ca_certificates },
    { for secret_id in var.url_secret_id[*] : secret_id => join("", [
      "${local.scheme}://:${local.auth_string}@${google_redis_instance.this.host}:${google_redis_instance.this.port}",
      length(local.url_options) == 0 ? "" : "?${local.url_query}",
    ]) },
  )
  secret_ids = toset(concat([local.auth_secret_id], var.url_secret_id[*], var.ca_secret_id[*]))

  accessors = merge([
    for secret_id in local.secret_ids : {
      for key, member in var.secret_accessors : "${secret_id}/${key}" => { secret_id = secret_id, member = member }
    }
  ]...)
}

resource "google_secret_manager_secret" "this" {
  for_each = local.secret_ids

  project   = var.project_id
  secret_id = each.key
  labels    = var.labels

  replication {
    dynamic "auto" {
      for_each = length(var.secret_locations) == 0 ? [1] : []
      content {}
    }

    dynamic "user_managed" {
      for_each = length(var.secret_locations) > 0 ? [1] : []
      content {
        dynamic "replicas" {
          for_each = var.secret_locations
          content {
            location = replicas.value
          }
        }
      }
    }
  }
}

# Memorystore makes the AUTH string up, so the instance has it in Terraform's state. It is not put there a second time.
resource "google_secret_manager_secret_version" "this" {
  for_each = local.secret_ids

  secret         = google_secret_manager_secret.this[each.key].id
  secret_data_wo = local.secrets[each.key]

  # A number that changes with the value, and tells nothing of it: 28 bits of a hash of 122 random ones.
  secret_data_wo_version = nonsensitive(parseint(substr(sha256(local.secrets[each.key]), 0, 7), 16))
}

resource "google_secret_manager_secret_iam_member" "accessor" {
  for_each = local.accessors

  project   = var.project_id
  secret_id = google_secret_manager_secret.this[each.value.secret_id].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = each.value.member
}
