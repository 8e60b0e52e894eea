# The recovery cluster, active-passive: Argo CD keeps the same applications in it with one replica each, on as few nodes as that takes. When it
# must carry the load, the same pools grow by themselves; no Terraform is needed for that.

module "recovery_cluster" {
  source = "../../../infra/modules/gke"
  count  = local.environment.recovery ? 1 : 0

  project_id          = local.environment.project_id
  region              = local.recovery_region
  name                = "crm-recovery"
  labels              = merge(local.labels, { role = "recovery" })
  deletion_protection = local.environment.deletion_protection
  network             = module.network.network_id
  subnetwork          = module.network.subnets["recovery"].id
  pods_range_name     = "pods"
  services_range_name = "services"
  control_plane_cidr  = local.recovery_control_plane
  authorized_networks = local.authorized_networks
  repositories        = [local.repositories[local.recovery_region]]

  node_pools = {
    for name, pool in local.environment.pools : name => {
      machine_type       = pool[0]
      min_nodes_per_zone = name == "frontend" ? 1 : 0
      max_nodes_per_zone = pool[1]
      disk_type          = name == "database" ? "pd-ssd" : "pd-balanced"
      taints             = local.pool_taints[name]
    }
  }

  # Its backup agent is what restores, and only a plan turns it on.
  backups = { weekly = { schedule = "0 8 * * 0", retain_days = 14 } }
}

# How the last backups come into the recovery cluster: the same in a drill and on the day.
resource "google_gke_backup_restore_plan" "recovery" {
  for_each = local.environment.recovery ? toset(["data", "daily-copy"]) : []

  project         = local.environment.project_id
  location        = local.recovery_region
  name            = "crm-${each.key}"
  description     = "Into the recovery cluster, from the plan ${each.key}"
  cluster         = one(module.recovery_cluster[*].id)
  backup_plan     = module.cluster.backup_plans[each.key]
  labels          = local.labels
  deletion_policy = local.environment.deletion_protection ? "PREVENT" : "DELETE"

  restore_config {
    all_namespaces                   = each.key == "daily-copy" ? true : null
    namespaced_resource_restore_mode = each.key == "daily-copy" ? "MERGE_SKIP_ON_CONFLICT" : "DELETE_AND_RESTORE"
    volume_data_restore_policy       = "RESTORE_VOLUME_DATA_FROM_BACKUP"
    cluster_resource_conflict_policy = "USE_EXISTING_VERSION"

    dynamic "selected_namespaces" {
      for_each = each.key == "data" ? ["data"] : []

      content {
        namespaces = [selected_namespaces.value]
      }
    }

    # Kinds that belong to the cluster itself come from the GitOps repository.
    cluster_resource_restore_scope {
      no_group_kinds = true
    }
  }
}
