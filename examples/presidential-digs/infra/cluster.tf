# The primary cluster. Dataplane V2 enforces the network policies that the GitOps repository brings. Horizontal scaling is always on, and vertical by
# the module's default.

module "cluster" {
  source = "../../../infra/modules/gke"

  project_id          = local.environment.project_id
  region              = local.region
  name                = "crm"
  labels              = local.labels
  deletion_protection = local.environment.deletion_protection
  network             = module.network.network_id
  subnetwork          = module.network.subnets["nodes"].id
  pods_range_name     = "pods"
  services_range_name = "services"
  control_plane_cidr  = local.environment.control_plane
  authorized_networks = local.authorized_networks
  repositories        = [local.repositories[local.region]]
  zones               = local.environment.zones

  node_pools = {
    for name, pool in local.environment.pools : name => {
      machine_type       = pool[0]
      max_nodes_per_zone = pool[1]
      zones              = local.environment.zones
      disk_type          = name == "database" ? "pd-ssd" : "pd-balanced"
      taints             = local.pool_taints[name]
    }
  }

  backups = merge(
    { daily = { schedule = "0 7 * * *", retain_days = 14 } },
    { for name, plan in {
      # A copy of everything in the other region, which nobody can delete for two weeks.
      daily-copy = { schedule = "30 7 * * *", retain_days = 35, delete_lock_days = 14, region = local.recovery_region }
      # For an RPO of one hour. A loss costs the interval and the time that a backup takes, so an hourly one would not do. It covers what keeps data in
      # the cluster (namespace data, on the pool database); everything else is in the GitOps repository, and MongoDB has Atlas' continuous backup.
      data = { schedule = "*/30 * * * *", retain_days = 3, region = local.recovery_region, namespaces = ["data"] }
    } : name => plan if local.environment.recovery },
  )
}

locals {
  # Only what asks for the database pool runs on it.
  pool_taints = {
    frontend = []
    backend  = []
    database = [{ key = "workload", value = "database" }]
  }
}
