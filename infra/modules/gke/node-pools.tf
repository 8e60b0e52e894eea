resource "google_container_node_pool" "pool" {
  for_each = var.node_pools

  project           = var.project_id
  name              = each.key
  cluster           = google_container_cluster.this.id
  location          = var.region
  node_locations    = length(each.value.zones) == 0 ? null : each.value.zones
  max_pods_per_node = each.value.max_pods_per_node

  autoscaling {
    min_node_count = each.value.min_nodes_per_zone
    max_node_count = each.value.max_nodes_per_zone
    # Spot capacity is where it is; other nodes are spread evenly, so that a zone can fail.
    location_policy = each.value.spot ? "ANY" : "BALANCED"
  }

  # A release channel requires both.
  management {
    auto_repair  = true
    auto_upgrade = true
  }

  upgrade_settings {
    strategy        = "SURGE"
    max_surge       = each.value.max_surge
    max_unavailable = each.value.max_unavailable
  }

  network_config {
    enable_private_nodes = true
  }

  node_config {
    machine_type    = each.value.machine_type
    image_type      = "COS_CONTAINERD"
    spot            = each.value.spot
    disk_type       = each.value.disk_type
    disk_size_gb    = each.value.disk_size_gb
    labels          = merge(each.value.labels, { pool = each.key })
    resource_labels = var.labels
    service_account = google_service_account.nodes.email
    # The account's roles are the limit; scopes would only be a second, coarser one.
    oauth_scopes = ["https://www.googleapis.com/auth/cloud-platform"]

    dynamic "taint" {
      for_each = each.value.taints

      content {
        key    = taint.value.key
        value  = taint.value.value
        effect = taint.value.effect
      }
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    kubelet_config {
      insecure_kubelet_readonly_port_enabled = "FALSE"
    }

    gvnic {
      enabled = true
    }

    metadata = {
      disable-legacy-endpoints = "true"
    }
  }

  lifecycle {
    # The autoscaler's business.
    ignore_changes = [initial_node_count, node_count]
  }
}
