variable "network" {
  description = "VPC network of the cluster: its name, id or self link."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.network) > 0
    error_message = "The network is empty; allowed is a network's name, id or self link."
  }
}

variable "subnetwork" {
  description = "Subnetwork of the nodes, in the cluster's region: its name, id or self link. Private Google Access must be on."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.subnetwork) > 0
    error_message = "The subnetwork is empty; allowed is a subnetwork's name, id or self link."
  }
}

variable "pods_range_name" {
  description = "Name of the subnetwork's secondary range for pods. Every node takes a /24 of it, unless its pool has a smaller max_pods_per_node."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", var.pods_range_name))
    error_message = "The pods' range is \"${var.pods_range_name}\"; allowed is the name of a secondary range, such as pods, not its addresses."
  }
}

variable "services_range_name" {
  description = "Name of the subnetwork's secondary range for services."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", var.services_range_name)) && var.services_range_name != var.pods_range_name
    error_message = "The services' range is \"${var.services_range_name}\"; allowed is the name of a secondary range other than the pods' (\"${var.pods_range_name}\")."
  }
}

variable "control_plane_cidr" {
  description = "Range of 16 private addresses (a /28) for the control plane, used by nothing else in the network. Null: Google takes an address of the nodes' subnetwork."
  type        = string
  default     = null

  validation {
    condition     = var.control_plane_cidr == null || can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)[0-9.]+/28$", var.control_plane_cidr)) && can(cidrhost(var.control_plane_cidr, 0))
    error_message = "The control plane's range is \"${coalesce(var.control_plane_cidr, "null")}\"; allowed is a private range with /28, such as 172.16.0.0/28."
  }
}

variable "authorized_networks" {
  description = "Ranges that may reach the control plane's address, by name: a VPN, a bastion's subnetwork, an office. Nodes always may."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.authorized_networks) > 0
    error_message = "There are no authorized networks; at least one is needed, as without any the control plane would be open to all."
  }

  validation {
    condition     = alltrue([for range in values(var.authorized_networks) : can(cidrhost(range, 0)) && try(tonumber(split("/", range)[1]) >= 8, false)])
    error_message = "The authorized networks are ${jsonencode(var.authorized_networks)}; allowed are ranges such as 10.10.0.0/24, and none that is wider than /8 (0.0.0.0/0 is the whole internet)."
  }

  validation {
    condition     = !var.private_endpoint_only || alltrue([for range in values(var.authorized_networks) : can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.|100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.)", range))])
    error_message = "The authorized networks are ${jsonencode(var.authorized_networks)}; while private_endpoint_only is true, Google allows only private ranges (in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10)."
  }
}

variable "private_endpoint_only" {
  description = "Whether the control plane has a private address only. Otherwise it has a public one too, for authorized_networks."
  type        = bool
  default     = true
  nullable    = false
}

variable "dns_endpoint" {
  description = "Whether the control plane can also be reached by its DNS name from outside of the network. IAM (container.clusters.connect) then decides, and authorized_networks do not apply."
  type        = bool
  default     = false
  nullable    = false
}
