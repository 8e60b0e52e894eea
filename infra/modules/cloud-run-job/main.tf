# One Cloud Run job, such as a migration or a backup check: its identity, its secrets and who may run it.
# Left to others: the image (the release pipeline), when it runs (the pipeline, or the schedules module), and the
# secrets themselves.

resource "google_cloud_run_v2_job" "this" {
  project             = var.project_id
  location            = var.region
  name                = var.name
  labels              = var.labels
  deletion_protection = var.deletion_protection

  dynamic "binary_authorization" {
    for_each = var.binary_authorization[*]
    content {
      use_default = binary_authorization.value.policy == null ? true : null
      policy      = binary_authorization.value.policy
    }
  }

  template {
    task_count  = var.task_count
    parallelism = var.parallelism

    template {
      service_account       = local.service_account_email
      timeout               = "${var.timeout_seconds}s"
      max_retries           = var.max_retries
      execution_environment = var.execution_environment

      dynamic "vpc_access" {
        for_each = var.vpc[*]
        content {
          connector = vpc_access.value.connector
          egress    = vpc_access.value.egress

          dynamic "network_interfaces" {
            for_each = vpc_access.value.connector == null ? [vpc_access.value] : []
            content {
              network    = network_interfaces.value.network
              subnetwork = network_interfaces.value.subnetwork
              tags       = network_interfaces.value.tags
            }
          }
        }
      }

      containers {
        image   = var.image
        command = var.command
        args    = var.args

        resources {
          limits = {
            cpu    = tostring(var.resources.cpu)
            memory = var.resources.memory
          }
        }

        dynamic "env" {
          for_each = var.environment
          content {
            name  = env.key
            value = env.value
          }
        }

        dynamic "env" {
          for_each = var.secrets
          content {
            name = env.key
            value_source {
              secret_key_ref {
                secret  = env.value.secret
                version = env.value.version
              }
            }
          }
        }

        dynamic "volume_mounts" {
          for_each = local.secret_volumes
          content {
            name       = volume_mounts.key
            mount_path = volume_mounts.value.directory
          }
        }

        dynamic "volume_mounts" {
          for_each = length(var.cloud_sql_instances) > 0 ? ["cloudsql"] : []
          content {
            name       = volume_mounts.value
            mount_path = "/cloudsql"
          }
        }
      }

      dynamic "volumes" {
        for_each = local.secret_volumes
        content {
          name = volumes.key
          secret {
            secret = volumes.value.secret
            items {
              path    = volumes.value.file
              version = volumes.value.version
            }
          }
        }
      }

      dynamic "volumes" {
        for_each = length(var.cloud_sql_instances) > 0 ? ["cloudsql"] : []
        content {
          name = volumes.value
          cloud_sql_instance {
            instances = sort(var.cloud_sql_instances)
          }
        }
      }
    }
  }

  lifecycle {
    # The release pipeline owns these: each release sets its image, and may label and annotate what it sets.
    ignore_changes = [
      template[0].template[0].containers[0].image,
      template[0].labels,
      template[0].annotations,
      annotations,
      client,
      client_version,
    ]
  }

  # Cloud Run looks whether the job may read its secrets when it makes or changes the job.
  depends_on = [
    google_secret_manager_secret_iam_member.this,
    google_project_iam_member.cloud_sql,
  ]
}

locals {
  # A volume holds one secret. Its name must be a DNS label, which a path is not.
  secret_volumes = {
    for directory, file in var.secret_files :
    "secret-${substr(sha1(directory), 0, 8)}" => merge(file, { directory = directory })
  }
}
