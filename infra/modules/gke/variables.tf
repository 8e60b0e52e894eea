variable "project_id" {
  description = "Project of the cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$", var.project_id))
    error_message = "The project is \"${var.project_id}\"; allowed is the id of a Google Cloud project, such as shop-production."
  }
}

variable "region" {
  description = "Region of the cluster. Its control plane and, by default, its nodes are in three zones."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "The region is \"${var.region}\"; allowed is a region of Google Cloud, such as us-central1."
  }
}

variable "name" {
  description = "Name of the cluster, and prefix of its nodes' service account (NAME-nodes) and its backup plans."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,22}[a-z0-9]$", var.name))
    error_message = "The name is \"${var.name}\"; allowed are 2 to 24 lower-case letters, digits and hyphens that start with a letter and do not end with a hyphen."
  }
}

variable "labels" {
  description = "Labels of the cluster, its nodes and its backup plans."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))])
    error_message = "The labels are ${jsonencode(var.labels)}; allowed are up to 63 lower-case letters, digits, _ and -, and keys start with a letter."
  }
}

variable "zones" {
  description = "Zones of the nodes, unless a pool names its own. Empty: three that Google chooses."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^${var.region}-[a-z]$", zone))])
    error_message = "The zones are ${jsonencode(var.zones)}; allowed are zones of the region ${var.region}, such as ${var.region}-a."
  }
}

variable "release_channel" {
  description = "How soon new versions come: RAPID, REGULAR, STABLE or EXTENDED. Upgrades are automatic in each."
  type        = string
  default     = "REGULAR"
  nullable    = false

  validation {
    condition     = contains(["RAPID", "REGULAR", "STABLE", "EXTENDED"], var.release_channel)
    error_message = "The release channel is \"${var.release_channel}\"; allowed are RAPID, REGULAR, STABLE and EXTENDED."
  }
}

variable "maintenance_window" {
  description = <<-EOT
    When Google may upgrade: the first window from start to end (RFC 3339, UTC), and how it recurs (RFC 5545). Google wants at least 48 hours in 32 days, in
    pieces of 4 hours or more. Default: Saturdays and Sundays from 01:00 to 07:00.
  EOT
  type = object({
    start      = string
    end        = string
    recurrence = string
  })
  default = {
    start      = "2026-01-03T01:00:00Z"
    end        = "2026-01-03T07:00:00Z"
    recurrence = "FREQ=WEEKLY;BYDAY=SA,SU"
  }
  nullable = false

  validation {
    condition     = can(timecmp(var.maintenance_window.start, timeadd(var.maintenance_window.end, "-4h"))) && try(timecmp(var.maintenance_window.start, timeadd(var.maintenance_window.end, "-4h")) <= 0, false)
    error_message = "The maintenance window is from ${var.maintenance_window.start} to ${var.maintenance_window.end}; allowed are times such as 2026-01-03T01:00:00Z, at least 4 hours apart."
  }

  validation {
    condition     = can(regex("^FREQ=(DAILY|WEEKLY)(;[A-Z]+=[A-Z0-9,+-]+)*$", var.maintenance_window.recurrence))
    error_message = "The maintenance window's recurrence is \"${var.maintenance_window.recurrence}\"; allowed are rules such as FREQ=DAILY and FREQ=WEEKLY;BYDAY=SA,SU."
  }
}

variable "maintenance_exclusions" {
  description = <<-EOT
    Times without upgrades by name, such as a sale: start and end (RFC 3339, UTC) and scope.
    - NO_UPGRADES: none at all, for up to 30 days.
    - NO_MINOR_UPGRADES: patches still come, to the control plane and nodes.
    - NO_MINOR_OR_NODE_UPGRADES: patches still come, to the control plane only.
  EOT
  type = map(object({
    start = string
    end   = string
    scope = optional(string, "NO_MINOR_OR_NODE_UPGRADES")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for exclusion in values(var.maintenance_exclusions) : contains(["NO_UPGRADES", "NO_MINOR_UPGRADES", "NO_MINOR_OR_NODE_UPGRADES"], exclusion.scope)])
    error_message = "The scopes are ${join(", ", [for exclusion in values(var.maintenance_exclusions) : "\"${exclusion.scope}\""])}; allowed are NO_UPGRADES, NO_MINOR_UPGRADES and NO_MINOR_OR_NODE_UPGRADES."
  }

  validation {
    condition     = alltrue([for exclusion in values(var.maintenance_exclusions) : try(timecmp(exclusion.start, exclusion.end) < 0, false)])
    error_message = "The exclusions are ${jsonencode(var.maintenance_exclusions)}; allowed are times such as 2026-11-20T00:00:00Z, the start before the end."
  }

  validation {
    condition     = alltrue([for exclusion in values(var.maintenance_exclusions) : exclusion.scope != "NO_UPGRADES" || try(timecmp(timeadd(exclusion.start, "720h"), exclusion.end) >= 0, false)])
    error_message = "The exclusions are ${jsonencode(var.maintenance_exclusions)}; those with NO_UPGRADES last up to 30 days."
  }
}

variable "database_encryption_key" {
  description = "Key in the same region that Kubernetes secrets are encrypted with in etcd, on top of Google's own encryption: projects/PROJECT/locations/REGION/keyRings/RING/cryptoKeys/KEY. The module lets GKE use it. Null: Google's encryption alone."
  type        = string
  default     = null

  validation {
    condition     = var.database_encryption_key == null || can(regex("^projects/[^/]+/locations/${var.region}/keyRings/[^/]+/cryptoKeys/[^/]+$", var.database_encryption_key))
    error_message = "The key is \"${coalesce(var.database_encryption_key, "null")}\"; allowed is projects/PROJECT/locations/${var.region}/keyRings/RING/cryptoKeys/KEY, in the cluster's region."
  }
}

variable "binary_authorization" {
  description = "Whether only images run that the project's Binary Authorization policy lets through. A project's first policy lets all through."
  type        = bool
  default     = true
  nullable    = false
}

variable "vertical_pod_autoscaling" {
  description = "Whether VerticalPodAutoscaler objects are acted on."
  type        = bool
  default     = true
  nullable    = false
}

variable "gateway_api" {
  description = "Whether the Gateway API is there, which load balancers are asked for with."
  type        = bool
  default     = true
  nullable    = false
}

variable "managed_prometheus" {
  description = "Whether Google collects what PodMonitoring objects name. Billed by sample."
  type        = bool
  default     = true
  nullable    = false
}

variable "security_group" {
  description = "Google group whose member groups RBAC can name, always gke-security-groups@DOMAIN. Null: RBAC names people and service accounts only."
  type        = string
  default     = null

  validation {
    condition     = var.security_group == null || can(regex("^gke-security-groups@[a-z0-9.-]+$", var.security_group))
    error_message = "The security group is \"${coalesce(var.security_group, "null")}\"; Google allows only gke-security-groups@DOMAIN."
  }
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to delete the cluster and its backup plans."
  type        = bool
  default     = true
  nullable    = false
}
