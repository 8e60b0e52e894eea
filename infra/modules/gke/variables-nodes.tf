variable "repositories" {
  description = "Artifact Registry repositories that nodes pull from, as projects/PROJECT/locations/LOCATION/repositories/NAME."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for repository in var.repositories : can(regex("^projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/repositories/[a-z][a-z0-9-]{0,62}$", repository))])
    error_message = "The repositories are ${jsonencode(var.repositories)}; allowed is projects/PROJECT/locations/LOCATION/repositories/NAME."
  }
}

variable "node_pools" {
  description = <<-EOT
    Node pools by name. Every node carries the label pool=NAME.
    - machine_type: such as e2-standard-4.
    - min_nodes_per_zone, max_nodes_per_zone: limits of the autoscaler in each zone; three zones make three times as many.
    - zones: zones of the pool. Empty: those of the cluster.
    - spot: whether nodes are cheap and may be taken away at any time. Not for a database.
    - disk_type, disk_size_gb: boot disk; 10 to 65536 GB.
    - labels: Kubernetes labels.
    - taints: what keeps pods away that do not tolerate it; effect NO_SCHEDULE, PREFER_NO_SCHEDULE or NO_EXECUTE.
    - max_pods_per_node: 8 to 256; it decides how many addresses a node takes. Null: 110. It cannot be changed later.
    - max_surge, max_unavailable: nodes that an upgrade adds, and that it may do without, at a time.
  EOT
  type = map(object({
    machine_type       = string
    min_nodes_per_zone = optional(number, 1)
    max_nodes_per_zone = optional(number, 3)
    zones              = optional(set(string), [])
    spot               = optional(bool, false)
    disk_type          = optional(string, "pd-balanced")
    disk_size_gb       = optional(number, 100)
    labels             = optional(map(string), {})
    taints             = optional(set(object({ key = string, value = string, effect = optional(string, "NO_SCHEDULE") })), [])
    max_pods_per_node  = optional(number)
    max_surge          = optional(number, 1)
    max_unavailable    = optional(number, 0)
  }))
  nullable = false

  validation {
    condition     = length(var.node_pools) > 0 && alltrue([for name in keys(var.node_pools) : can(regex("^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$", name))])
    error_message = "The node pools are ${jsonencode(keys(var.node_pools))}; at least one is needed, and their names are up to 40 lower-case letters, digits and hyphens that start with a letter."
  }

  validation {
    condition     = alltrue([for pool in values(var.node_pools) : can(regex("^[a-z][a-z0-9]*-[a-z0-9-]+$", pool.machine_type))])
    error_message = "The machine types are ${jsonencode({ for name, pool in var.node_pools : name => pool.machine_type })}; allowed are types such as e2-standard-4."
  }

  validation {
    condition     = alltrue([for pool in values(var.node_pools) : pool.min_nodes_per_zone >= 0 && pool.max_nodes_per_zone >= 1 && pool.min_nodes_per_zone <= pool.max_nodes_per_zone && pool.max_nodes_per_zone <= 1000])
    error_message = "The limits are ${jsonencode({ for name, pool in var.node_pools : name => [pool.min_nodes_per_zone, pool.max_nodes_per_zone] })}; allowed are a minimum from 0 and a maximum from 1 to 1000 that is no smaller."
  }

  validation {
    condition     = alltrue(flatten([for pool in values(var.node_pools) : [for zone in pool.zones : can(regex("^${var.region}-[a-z]$", zone))]]))
    error_message = "The zones are ${jsonencode({ for name, pool in var.node_pools : name => pool.zones })}; allowed are zones of the region ${var.region}."
  }

  validation {
    condition     = alltrue([for pool in values(var.node_pools) : contains(["pd-standard", "pd-balanced", "pd-ssd", "hyperdisk-balanced"], pool.disk_type) && pool.disk_size_gb >= 10 && pool.disk_size_gb <= 65536])
    error_message = "The disks are ${jsonencode({ for name, pool in var.node_pools : name => "${pool.disk_type} ${pool.disk_size_gb} GB" })}; allowed are pd-standard, pd-balanced, pd-ssd and hyperdisk-balanced with 10 to 65536 GB."
  }

  validation {
    condition     = alltrue(flatten([for pool in values(var.node_pools) : [for taint in pool.taints : contains(["NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE"], taint.effect)]]))
    error_message = "The taints are ${jsonencode({ for name, pool in var.node_pools : name => pool.taints })}; allowed effects are NO_SCHEDULE, PREFER_NO_SCHEDULE and NO_EXECUTE."
  }

  validation {
    condition     = alltrue([for pool in values(var.node_pools) : pool.max_pods_per_node == null || try(pool.max_pods_per_node >= 8 && pool.max_pods_per_node <= 256, false)])
    error_message = "The pods per node are ${jsonencode({ for name, pool in var.node_pools : name => pool.max_pods_per_node })}; allowed are 8 to 256, or null for 110."
  }

  validation {
    condition     = alltrue([for pool in values(var.node_pools) : pool.max_surge >= 0 && pool.max_unavailable >= 0 && pool.max_surge + pool.max_unavailable >= 1 && pool.max_surge + pool.max_unavailable <= 20])
    error_message = "Surge and unavailable are ${jsonencode({ for name, pool in var.node_pools : name => [pool.max_surge, pool.max_unavailable] })}; allowed are numbers from 0 that add up to 1 to 20."
  }
}

variable "backups" {
  description = <<-EOT
    Backup plans by name. Each keeps its backups in one region, so a copy elsewhere is a plan of its own.
    - schedule: cron expression in UTC, such as "0 3 * * *". Its interval is the most that can be lost.
    - retain_days: age in days at which a backup is deleted; Google allows up to 360 times the interval, so 15 days for hourly ones.
    - delete_lock_days: days in which nobody can delete a backup: 0 to 90, and no more than retain_days.
    - region: where backups are kept. Null: the cluster's region, and they are lost with it.
    - namespaces: what is saved. Empty: all.
    - include_volumes, include_secrets: whether volumes' data and Kubernetes secrets are saved too.
    - encryption_key: key in the plan's region; the cluster's GKE backup agent must be able to use it. Null: Google's encryption.
  EOT
  type = map(object({
    schedule         = string
    retain_days      = number
    delete_lock_days = optional(number, 0)
    region           = optional(string)
    namespaces       = optional(set(string), [])
    include_volumes  = optional(bool, true)
    include_secrets  = optional(bool, true)
    encryption_key   = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.backups) : can(regex("^[a-z0-9]([a-z0-9-]{0,36}[a-z0-9])?$", name))])
    error_message = "The backups are ${jsonencode(keys(var.backups))}; allowed names are up to 38 lower-case letters, digits and hyphens."
  }

  validation {
    condition     = alltrue([for backup in values(var.backups) : can(regex("^\\S+( \\S+){4}$", backup.schedule))])
    error_message = "The schedules are ${jsonencode({ for name, backup in var.backups : name => backup.schedule })}; allowed are cron expressions of five fields, such as \"0 3 * * *\"."
  }

  validation {
    condition     = alltrue([for backup in values(var.backups) : backup.delete_lock_days >= 0 && backup.delete_lock_days <= 90 && backup.retain_days >= max(1, backup.delete_lock_days)])
    error_message = "Lock and retention in days are ${jsonencode({ for name, backup in var.backups : name => [backup.delete_lock_days, backup.retain_days] })}; allowed are a lock of 0 to 90 and a retention of at least 1 that is no shorter than the lock."
  }

  validation {
    condition     = alltrue([for backup in values(var.backups) : backup.region == null || can(regex("^[a-z]+-[a-z]+[0-9]+$", backup.region))])
    error_message = "The backups' regions are ${jsonencode({ for name, backup in var.backups : name => backup.region })}; allowed are regions of Google Cloud, such as us-east1, or null."
  }

  validation {
    condition     = alltrue([for backup in values(var.backups) : backup.encryption_key == null || can(regex("^projects/[^/]+/locations/${coalesce(backup.region, var.region)}/keyRings/[^/]+/cryptoKeys/[^/]+$", backup.encryption_key))])
    error_message = "The backups' keys are ${jsonencode({ for name, backup in var.backups : name => backup.encryption_key })}; allowed are keys in the region of each plan."
  }
}
