variable "project_id" {
  description = "The project that the network is made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project id is \"${var.project_id}\"; it has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "name" {
  description = "The network's name, and the prefix of what is made in it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$", var.name))
    error_message = "The name is \"${var.name}\"; it has at most 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "description" {
  description = "What the network is for, shown in the console."
  type        = string
  default     = "Managed by Terraform."
}

variable "labels" {
  description = "Labels for the addresses that are reserved. Networks, subnets and rules have none."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "subnets" {
  description = <<-EOT
    Subnets, by name. Each is called `<name>-<key>`.
    - `region`: where it is.
    - `cidr`: its range, such as 10.10.0.0/20.
    - `secondary_ranges`: further ranges by name, for instance for GKE's pods and services.
    - `private_google_access`: whether machines without an external address reach Google's APIs. On by default.
    - `flow_logs`: records connections in Cloud Logging; null (default) does not. `sampling` is the share kept, from above 0 to 1.
  EOT
  type = map(object({
    region                = string
    cidr                  = string
    secondary_ranges      = optional(map(string), {})
    private_google_access = optional(bool, true)
    flow_logs = optional(object({
      aggregation_interval = optional(string, "INTERVAL_5_SEC")
      sampling             = optional(number, 0.5)
      metadata             = optional(string, "INCLUDE_ALL_METADATA")
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.subnets) : can(regex("^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$", name))])
    error_message = "The subnets are ${join(", ", keys(var.subnets))}; a name has at most 32 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }

  validation {
    condition = alltrue(flatten([
      for subnet in values(var.subnets) : [
        for cidr in concat([subnet.cidr], values(subnet.secondary_ranges)) : try(cidrsubnet(cidr, 0, 0) == cidr && tonumber(split("/", cidr)[1]) >= 4 && tonumber(split("/", cidr)[1]) <= 29 && !strcontains(cidr, ":"), false)
      ]
    ]))
    error_message = "The subnets' ranges are ${join(", ", flatten([for subnet in values(var.subnets) : concat([subnet.cidr], values(subnet.secondary_ranges))]))}; each is an IPv4 range from /4 to /29 that begins at its first address, such as 10.10.0.0/20."
  }

  validation {
    condition     = alltrue(flatten([for subnet in values(var.subnets) : [for name in keys(subnet.secondary_ranges) : can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", name))]]))
    error_message = "The secondary ranges are ${join(", ", flatten([for subnet in values(var.subnets) : keys(subnet.secondary_ranges)]))}; a name has at most 63 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }

  validation {
    condition = alltrue([
      for logs in [for subnet in values(var.subnets) : subnet.flow_logs if subnet.flow_logs != null] : (
        logs.sampling > 0 && logs.sampling <= 1 &&
        contains(["INTERVAL_5_SEC", "INTERVAL_30_SEC", "INTERVAL_1_MIN", "INTERVAL_5_MIN", "INTERVAL_10_MIN", "INTERVAL_15_MIN"], logs.aggregation_interval) &&
        contains(["INCLUDE_ALL_METADATA", "EXCLUDE_ALL_METADATA"], logs.metadata)
      )
    ])
    error_message = "The flow logs are ${jsonencode({ for name, subnet in var.subnets : name => subnet.flow_logs if subnet.flow_logs != null })}; sampling is above 0 and at most 1, aggregation_interval is INTERVAL_5_SEC, _30_SEC, _1_MIN, _5_MIN, _10_MIN or _15_MIN, metadata is INCLUDE_ALL_METADATA or EXCLUDE_ALL_METADATA."
  }
}

variable "nat" {
  description = <<-EOT
    Regions whose machines and services reach the internet through Cloud NAT, by region.
    - `static_ip_count`: how many fixed addresses to reserve, so that others can allow them. 0 (default) lets Google choose and change them.
    - `min_ports_per_vm`, `max_ports_per_vm`: how many connections to one destination a machine can have, at first and at most. Powers of two.
  EOT
  type = map(object({
    static_ip_count  = optional(number, 0)
    min_ports_per_vm = optional(number, 64)
    max_ports_per_vm = optional(number, 4096)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for region in keys(var.nat) : can(regex("^[a-z]+-[a-z]+[0-9]+$", region))])
    error_message = "The regions of nat are ${join(", ", keys(var.nat))}; a region looks like europe-west6."
  }

  validation {
    condition     = alltrue([for nat in values(var.nat) : nat.static_ip_count >= 0 && nat.static_ip_count <= 300 && floor(nat.static_ip_count) == nat.static_ip_count])
    error_message = "The numbers of fixed addresses are ${join(", ", [for region, nat in var.nat : "${nat.static_ip_count} (${region})"])}; a whole number from 0 to 300 is allowed."
  }

  validation {
    condition = alltrue([
      for nat in values(var.nat) : contains([for power in range(5, 16) : pow(2, power)], nat.min_ports_per_vm) && contains([for power in range(6, 17) : pow(2, power)], nat.max_ports_per_vm) && nat.min_ports_per_vm < nat.max_ports_per_vm
    ])
    error_message = "The ports per machine are ${join(", ", [for region, nat in var.nat : "${nat.min_ports_per_vm} to ${nat.max_ports_per_vm} (${region})"])}; both are powers of two, from 32 to 65536, and the maximum is the larger one."
  }
}

variable "connectors" {
  description = <<-EOT
    Serverless VPC Access connectors, by region: the way from Cloud Run into the network, where direct VPC egress is not used.
    - `cidr`: a free /28, or `subnet`: the key of a /28 in `subnets` that nothing else uses. Exactly one of them.
    - `machine_type`: e2-micro (default), f1-micro or e2-standard-4.
    - `min_instances`, `max_instances`: 2 to 9 and 3 to 10. A connector grows and never shrinks.
    - `name`: what it is called; null takes the network's name. Less than 21 characters, each hyphen counting as two.
  EOT
  type = map(object({
    cidr          = optional(string)
    subnet        = optional(string)
    machine_type  = optional(string, "e2-micro")
    min_instances = optional(number, 2)
    max_instances = optional(number, 3)
    name          = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for region in keys(var.connectors) : can(regex("^[a-z]+-[a-z]+[0-9]+$", region))])
    error_message = "The regions of connectors are ${join(", ", keys(var.connectors))}; a region looks like europe-west6."
  }

  validation {
    condition     = alltrue([for connector in values(var.connectors) : (connector.cidr == null) != (connector.subnet == null)])
    error_message = "These connectors name both or none of cidr and subnet: ${join(", ", [for region, connector in var.connectors : region if(connector.cidr == null) == (connector.subnet == null)])}. Exactly one is needed."
  }

  validation {
    condition     = alltrue([for connector in values(var.connectors) : connector.cidr == null || try(cidrsubnet(connector.cidr, 0, 0) == connector.cidr && endswith(connector.cidr, "/28"), false)])
    error_message = "The connectors' ranges are ${join(", ", [for connector in values(var.connectors) : connector.cidr if connector.cidr != null])}; each is a /28 that begins at its first address, such as 10.8.0.0/28."
  }

  validation {
    condition     = alltrue([for region, connector in var.connectors : connector.subnet == null || try(var.subnets[connector.subnet].region == region && endswith(var.subnets[connector.subnet].cidr, "/28"), false)])
    error_message = "The connectors' subnets are ${join(", ", [for region, connector in var.connectors : "${connector.subnet} (${region})" if connector.subnet != null])}; each is the key of a subnet of this network, in the same region, whose range is a /28."
  }

  validation {
    condition     = alltrue([for connector in values(var.connectors) : contains(["e2-micro", "f1-micro", "e2-standard-4"], connector.machine_type)])
    error_message = "The connectors' machine types are ${join(", ", [for connector in values(var.connectors) : connector.machine_type])}; allowed are e2-micro, f1-micro and e2-standard-4."
  }

  validation {
    condition     = alltrue([for connector in values(var.connectors) : connector.min_instances >= 2 && connector.max_instances <= 10 && connector.min_instances < connector.max_instances])
    error_message = "The connectors' instances are ${join(", ", [for region, connector in var.connectors : "${connector.min_instances} to ${connector.max_instances} (${region})"])}; at least 2, at most 10, and the maximum above the minimum."
  }

  validation {
    condition = alltrue([
      for connector in values(var.connectors) : (
        can(regex("^[a-z][a-z0-9-]*[a-z0-9]$", coalesce(connector.name, var.name))) &&
        length(replace(coalesce(connector.name, var.name), "-", "--")) < 21
      )
    ])
    error_message = "The connectors' names are ${join(", ", [for connector in values(var.connectors) : coalesce(connector.name, var.name)])}; a name has less than 21 characters, each hyphen counting as two, all lower-case letters, digits and hyphens. Set `name` to shorten it."
  }
}

variable "private_services_access" {
  description = <<-EOT
    The range for Google's managed services, such as Cloud SQL and Memorystore, which reach this network by it. Null makes none.
    - `prefix_length`: its size, 8 to 24; 16 (default) is what Google advises, because each region and service takes its own part.
    - `address`: its first address; null lets Google choose a free one.
    - `deletion_policy`: what destroying does to the connection. DELETE (default) removes it, which Google refuses for up to four days after the
      last Cloud SQL instance is gone. ABANDON leaves it to go with the network; if Google then keeps the network, remove the peering
      (`gcloud compute networks peerings delete servicenetworking-googleapis-com --network NAME`) and destroy again.
  EOT
  type = object({
    prefix_length   = optional(number, 16)
    address         = optional(string)
    deletion_policy = optional(string, "DELETE")
  })
  default = {}

  validation {
    condition     = var.private_services_access == null ? true : var.private_services_access.prefix_length >= 8 && var.private_services_access.prefix_length <= 24 && floor(var.private_services_access.prefix_length) == var.private_services_access.prefix_length
    error_message = "The prefix length is ${try(var.private_services_access.prefix_length, "null")}; a whole number from 8 to 24 is allowed."
  }

  validation {
    condition = try(var.private_services_access.address, null) == null ? true : try(
      cidrhost("${var.private_services_access.address}/${var.private_services_access.prefix_length}", 0) == var.private_services_access.address, false
    )
    error_message = "The address is \"${coalesce(try(var.private_services_access.address, null), "null")}\"; it is the first IPv4 address of a range of that prefix length, such as 10.100.0.0 for 16."
  }

  validation {
    condition     = var.private_services_access == null ? true : contains(["DELETE", "ABANDON"], var.private_services_access.deletion_policy)
    error_message = "The deletion policy is \"${try(var.private_services_access.deletion_policy, "null")}\"; allowed are DELETE and ABANDON."
  }
}

variable "firewall_rules" {
  description = <<-EOT
    Firewall rules, by name. Each is called `<name>-<key>`.
    - `direction`: INGRESS (default) or EGRESS.
    - `allow` or `deny`, exactly one: protocols (tcp, udp, icmp, esp, ah, sctp, ipip, all or a number) and, for tcp, udp and sctp, ports or spans such as "8000-8010".
    - `ranges`: where traffic comes from (INGRESS) or goes to (EGRESS). What allows ingress may not come from everywhere.
    - `source_tags` or `source_service_accounts`: machines it comes from, INGRESS only.
    - `target_tags` or `target_service_accounts`: machines it is for; without either, all of the network. Tags and service accounts do not mix.
    - `priority`: 0 to 65533, the smallest number wins. The rule that refuses everything else has 65534.
    - `log`: whether its connections are logged. On by default.
  EOT
  type = map(object({
    description             = optional(string)
    direction               = optional(string, "INGRESS")
    priority                = optional(number, 1000)
    ranges                  = optional(set(string), [])
    source_tags             = optional(set(string), [])
    source_service_accounts = optional(set(string), [])
    target_tags             = optional(set(string), [])
    target_service_accounts = optional(set(string), [])
    allow = optional(list(object({
      protocol = string
      ports    = optional(list(string))
    })), [])
    deny = optional(list(object({
      protocol = string
      ports    = optional(list(string))
    })), [])
    log = optional(bool, true)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.firewall_rules) : can(regex("^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$", name)) && !contains(["deny-ingress", "iap-ssh"], name)])
    error_message = "The rules are ${join(", ", keys(var.firewall_rules))}; a name has at most 32 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen. deny-ingress and iap-ssh are taken."
  }

  validation {
    condition     = alltrue([for rule in values(var.firewall_rules) : contains(["INGRESS", "EGRESS"], rule.direction)])
    error_message = "The directions are ${join(", ", [for name, rule in var.firewall_rules : "${rule.direction} (${name})"])}; allowed are INGRESS and EGRESS."
  }

  validation {
    condition     = alltrue([for rule in values(var.firewall_rules) : rule.priority >= 0 && rule.priority <= 65533 && floor(rule.priority) == rule.priority])
    error_message = "The priorities are ${join(", ", [for name, rule in var.firewall_rules : "${rule.priority} (${name})"])}; a whole number from 0 to 65533 is allowed."
  }

  validation {
    condition     = alltrue([for rule in values(var.firewall_rules) : (length(rule.allow) > 0) != (length(rule.deny) > 0)])
    error_message = "These rules have both or none of allow and deny: ${join(", ", [for name, rule in var.firewall_rules : name if(length(rule.allow) > 0) == (length(rule.deny) > 0)])}. Exactly one is needed."
  }

  validation {
    condition     = alltrue(flatten([for rule in values(var.firewall_rules) : [for range in rule.ranges : can(cidrhost(range, 0))]]))
    error_message = "The ranges are ${join(", ", flatten([for rule in values(var.firewall_rules) : tolist(rule.ranges)]))}; each is a range such as 10.0.0.0/8."
  }

  # Two halves of the internet are as open as 0.0.0.0/0, hence a bound. No private range and none of Google's is wider than /7.
  validation {
    condition = alltrue(flatten([
      for rule in values(var.firewall_rules) : [for range in rule.ranges : try(tonumber(split("/", range)[1]) >= 7, true)] if rule.direction == "INGRESS" && length(rule.allow) > 0
    ]))
    error_message = "These rules allow ingress from everywhere, or from most of it: ${join(", ", [for name, rule in var.firewall_rules : name if rule.direction == "INGRESS" && length(rule.allow) > 0 && anytrue([for range in rule.ranges : try(tonumber(split("/", range)[1]) < 7, false)])])}. 0.0.0.0/0, ::/0 and all that is wider than /7 are refused: name the ranges that need it, or use a load balancer."
  }

  validation {
    condition     = alltrue([for rule in values(var.firewall_rules) : rule.direction == "EGRESS" || length(rule.ranges) + length(rule.source_tags) + length(rule.source_service_accounts) > 0])
    error_message = "These rules of ingress name no source, which Google reads as everywhere: ${join(", ", [for name, rule in var.firewall_rules : name if rule.direction != "EGRESS" && length(rule.ranges) + length(rule.source_tags) + length(rule.source_service_accounts) == 0])}. Give ranges, source_tags or source_service_accounts."
  }

  validation {
    condition     = alltrue([for rule in values(var.firewall_rules) : rule.direction == "INGRESS" || length(rule.source_tags) + length(rule.source_service_accounts) == 0])
    error_message = "These rules of egress name source tags or source service accounts: ${join(", ", [for name, rule in var.firewall_rules : name if rule.direction != "INGRESS" && length(rule.source_tags) + length(rule.source_service_accounts) > 0])}. Google takes these for ingress only; use target_tags or target_service_accounts."
  }

  validation {
    condition     = alltrue([for rule in values(var.firewall_rules) : length(rule.source_tags) + length(rule.target_tags) == 0 || length(rule.source_service_accounts) + length(rule.target_service_accounts) == 0])
    error_message = "These rules mix tags and service accounts, which Google refuses: ${join(", ", [for name, rule in var.firewall_rules : name if length(rule.source_tags) + length(rule.target_tags) > 0 && length(rule.source_service_accounts) + length(rule.target_service_accounts) > 0])}."
  }

  validation {
    condition = alltrue(flatten([
      for rule in values(var.firewall_rules) : [
        for entry in concat(rule.allow, rule.deny) : can(regex("^(tcp|udp|icmp|esp|ah|sctp|ipip|all|[0-9]{1,3})$", entry.protocol)) && (entry.ports == null || contains(["tcp", "udp", "sctp", "6", "17", "132"], entry.protocol))
      ]
    ]))
    error_message = "The protocols are ${jsonencode({ for name, rule in var.firewall_rules : name => concat(rule.allow, rule.deny) })}; allowed are tcp, udp, icmp, esp, ah, sctp, ipip, all or a number, and ports only for tcp, udp and sctp."
  }
}

variable "iap_ssh" {
  description = <<-EOT
    Allows SSH through Identity-Aware Proxy's fixed range to the machines with these tags or service accounts, or to all of the network if neither is
    given. Null (default) makes no such rule. Who may use it is decided by roles/iap.tunnelResourceAccessor.
  EOT
  type = object({
    target_tags             = optional(set(string), [])
    target_service_accounts = optional(set(string), [])
  })
  default = null

  validation {
    condition     = var.iap_ssh == null ? true : length(var.iap_ssh.target_tags) == 0 || length(var.iap_ssh.target_service_accounts) == 0
    error_message = "The rule names tags (${join(", ", try(var.iap_ssh.target_tags, []))}) and service accounts (${join(", ", try(var.iap_ssh.target_service_accounts, []))}); Google takes only one kind."
  }
}
