# A private, regional GKE cluster: nodes without public addresses, network policies (Dataplane V2), Workload Identity, an account for
# nodes that may do almost nothing, node pools and backups.
# Left to others: the network with its two secondary ranges, Cloud NAT and firewall rules (Istio's webhooks need the control plane to
# reach nodes on port 15017), the Binary Authorization policy, and all that runs in the cluster, which Argo CD brings.

locals {
  workload_pool = "${var.project_id}.svc.id.goog"
}

data "google_project" "this" {
  count = var.database_encryption_key == null ? 0 : 1

  project_id = var.project_id
}

# GKE itself encrypts etcd's secrets, as its service agent.
resource "google_kms_crypto_key_iam_member" "gke" {
  count = var.database_encryption_key == null ? 0 : 1

  crypto_key_id = var.database_encryption_key
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:service-${data.google_project.this[0].number}@container-engine-robot.iam.gserviceaccount.com"
}

resource "google_container_cluster" "this" {
  project             = var.project_id
  name                = var.name
  location            = var.region
  node_locations      = length(var.zones) == 0 ? null : var.zones
  deletion_protection = var.deletion_protection
  resource_labels     = var.labels

  network         = var.network
  subnetwork      = var.subnetwork
  networking_mode = "VPC_NATIVE"
  # Dataplane V2 enforces network policies by itself; the block network_policy would ask for Calico beside it.
  datapath_provider = "ADVANCED_DATAPATH"

  # GKE makes a first pool before it can be removed; the pools of node-pools.tf take its place.
  remove_default_node_pool = true
  initial_node_count       = 1
  enable_shielded_nodes    = true
  enable_legacy_abac       = false

  ip_allocation_policy {
    cluster_secondary_range_name  = var.pods_range_name
    services_secondary_range_name = var.services_range_name
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = var.private_endpoint_only
    master_ipv4_cidr_block  = var.control_plane_cidr
  }

  master_authorized_networks_config {
    private_endpoint_enforcement_enabled = true
    # Otherwise every virtual machine of every customer of Google Cloud could reach a public endpoint.
    gcp_public_cidrs_access_enabled = false

    dynamic "cidr_blocks" {
      for_each = var.authorized_networks

      content {
        display_name = cidr_blocks.key
        cidr_block   = cidr_blocks.value
      }
    }
  }

  control_plane_endpoints_config {
    dns_endpoint_config {
      allow_external_traffic = var.dns_endpoint
    }
  }

  release_channel {
    channel = var.release_channel
  }

  maintenance_policy {
    recurring_window {
      start_time = var.maintenance_window.start
      end_time   = var.maintenance_window.end
      recurrence = var.maintenance_window.recurrence
    }

    dynamic "maintenance_exclusion" {
      for_each = var.maintenance_exclusions

      content {
        exclusion_name = maintenance_exclusion.key
        start_time     = maintenance_exclusion.value.start
        end_time       = maintenance_exclusion.value.end

        exclusion_options {
          scope = maintenance_exclusion.value.scope
        }
      }
    }
  }

  workload_identity_config {
    workload_pool = local.workload_pool
  }

  dynamic "authenticator_groups_config" {
    for_each = var.security_group == null ? [] : [var.security_group]

    content {
      security_group = authenticator_groups_config.value
    }
  }

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  # Without credentials only the health endpoints answer.
  anonymous_authentication_config {
    mode = "LIMITED"
  }

  rbac_binding_config {
    enable_insecure_binding_system_authenticated   = false
    enable_insecure_binding_system_unauthenticated = false
  }

  database_encryption {
    state    = var.database_encryption_key == null ? "DECRYPTED" : "ENCRYPTED"
    key_name = var.database_encryption_key
  }

  binary_authorization {
    evaluation_mode = var.binary_authorization ? "PROJECT_SINGLETON_POLICY_ENFORCE" : "DISABLED"
  }

  security_posture_config {
    mode = "BASIC"
  }

  vertical_pod_autoscaling {
    enabled = var.vertical_pod_autoscaling
  }

  cost_management_config {
    enabled = true
  }

  gateway_api_config {
    channel = var.gateway_api ? "CHANNEL_STANDARD" : "CHANNEL_DISABLED"
  }

  addons_config {
    horizontal_pod_autoscaling {
      disabled = false
    }

    http_load_balancing {
      disabled = false
    }

    dns_cache_config {
      enabled = true
    }

    gce_persistent_disk_csi_driver_config {
      enabled = true
    }

    gke_backup_agent_config {
      enabled = length(var.backups) > 0
    }
  }

  logging_config {
    enable_components = ["SYSTEM_COMPONENTS", "WORKLOADS"]
  }

  monitoring_config {
    # All but the first are collected by Managed Prometheus.
    enable_components = concat(
      ["SYSTEM_COMPONENTS"],
      var.managed_prometheus ? ["STORAGE", "POD", "DEPLOYMENT", "STATEFULSET", "DAEMONSET", "HPA"] : [],
    )

    managed_prometheus {
      enabled = var.managed_prometheus
    }

    advanced_datapath_observability_config {
      enable_metrics = var.managed_prometheus
      enable_relay   = false
    }
  }

  # Of the first pool alone, which lives for minutes. Without it, its nodes would run as the project's default account.
  node_config {
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  lifecycle {
    ignore_changes = [node_config, initial_node_count]
  }

  depends_on = [google_kms_crypto_key_iam_member.gke, google_project_iam_member.nodes]
}
