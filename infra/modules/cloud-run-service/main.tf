# One Cloud Run service: its identity, its secrets, who may call it and who may release to it.
# Left to others: the image, the revisions' names and the traffic (the release pipeline), DNS, certificates and
# Cloud Armor (load-balancer), and the secrets themselves.
#
# A changed template (environment, resources, probes …) makes a revision of its own. Once the pipeline has pinned the
# traffic to revisions, it gets none before the next release. Cloud Run refuses such a change with 409 as long as the
# template holds a revision name that somebody chose, so releases should let Cloud Run name revisions.

resource "google_cloud_run_v2_service" "this" {
  project             = var.project_id
  location            = var.region
  name                = var.name
  labels              = var.labels
  deletion_protection = var.deletion_protection
  ingress             = var.ingress
  custom_audiences    = var.custom_audiences
  iap_enabled         = var.iap_enabled

  # Service-level limits change without a new revision, which revision-level ones do not.
  scaling {
    min_instance_count = var.scaling.scheduled ? null : var.scaling.min
    max_instance_count = var.scaling.max
  }

  dynamic "binary_authorization" {
    for_each = var.binary_authorization[*]
    content {
      use_default = binary_authorization.value.policy == null ? true : null
      policy      = binary_authorization.value.policy
    }
  }

  template {
    service_account                  = local.service_account_email
    timeout                          = "${var.timeout_seconds}s"
    execution_environment            = var.execution_environment
    max_instance_request_concurrency = var.scaling.concurrency
    session_affinity                 = var.session_affinity
    gpu_zonal_redundancy_disabled    = var.gpu == null ? null : !var.gpu.zonal_redundancy

    # A revision has a limit of its own besides the service's, and without this a default.
    scaling {
      max_instance_count = var.scaling.max
    }

    dynamic "node_selector" {
      for_each = var.gpu[*]
      content {
        accelerator = node_selector.value.type
      }
    }

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
      image = var.image

      ports {
        name           = var.port.protocol
        container_port = var.port.number
      }

      resources {
        cpu_idle          = var.resources.cpu_idle
        startup_cpu_boost = var.resources.startup_cpu_boost
        limits = merge(
          {
            cpu    = var.resources.cpu < 1 ? format("%.0fm", var.resources.cpu * 1000) : tostring(var.resources.cpu)
            memory = var.resources.memory
          },
          var.gpu == null ? {} : { "nvidia.com/gpu" = tostring(var.gpu.count) },
        )
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

      dynamic "startup_probe" {
        for_each = var.startup_probe[*]
        content {
          initial_delay_seconds = startup_probe.value.initial_delay_seconds
          period_seconds        = startup_probe.value.period_seconds
          timeout_seconds       = startup_probe.value.timeout_seconds
          failure_threshold     = startup_probe.value.failure_threshold

          dynamic "http_get" {
            for_each = startup_probe.value.http[*]
            content {
              path = http_get.value.path
              port = http_get.value.port

              dynamic "http_headers" {
                for_each = http_get.value.headers
                content {
                  name  = http_headers.key
                  value = http_headers.value
                }
              }
            }
          }

          dynamic "tcp_socket" {
            for_each = startup_probe.value.tcp[*]
            content {
              port = tcp_socket.value.port
            }
          }

          dynamic "grpc" {
            for_each = startup_probe.value.grpc[*]
            content {
              port    = grpc.value.port
              service = grpc.value.service
            }
          }
        }
      }

      dynamic "liveness_probe" {
        for_each = var.liveness_probe[*]
        content {
          initial_delay_seconds = liveness_probe.value.initial_delay_seconds
          period_seconds        = liveness_probe.value.period_seconds
          timeout_seconds       = liveness_probe.value.timeout_seconds
          failure_threshold     = liveness_probe.value.failure_threshold

          dynamic "http_get" {
            for_each = liveness_probe.value.http[*]
            content {
              path = http_get.value.path
              port = http_get.value.port

              dynamic "http_headers" {
                for_each = http_get.value.headers
                content {
                  name  = http_headers.key
                  value = http_headers.value
                }
              }
            }
          }

          dynamic "grpc" {
            for_each = liveness_probe.value.grpc[*]
            content {
              port    = grpc.value.port
              service = grpc.value.service
            }
          }
        }
      }

      dynamic "readiness_probe" {
        for_each = var.readiness_probe[*]
        content {
          period_seconds    = readiness_probe.value.period_seconds
          timeout_seconds   = readiness_probe.value.timeout_seconds
          failure_threshold = readiness_probe.value.failure_threshold
          success_threshold = readiness_probe.value.success_threshold

          dynamic "http_get" {
            for_each = readiness_probe.value.http[*]
            content {
              path = http_get.value.path
              port = http_get.value.port
            }
          }

          dynamic "grpc" {
            for_each = readiness_probe.value.grpc[*]
            content {
              port    = grpc.value.port
              service = grpc.value.service
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
          instances = var.cloud_sql_instances
        }
      }
    }
  }

  lifecycle {
    # The release pipeline owns these: it sets the image, names and labels what it releases, moves the traffic, and keeps
    # its state in annotations. Terraform makes the first revision and then leaves them as it finds them.
    ignore_changes = [
      template[0].containers[0].image,
      template[0].revision,
      template[0].labels,
      template[0].annotations,
      traffic,
      annotations,
      client,
      client_version,
    ]
  }

  # Cloud Run looks whether a revision may read its secrets and reach its databases when it makes the revision.
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
