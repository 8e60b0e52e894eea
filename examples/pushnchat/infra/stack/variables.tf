variable "project_id" {
  description = "Project of this environment."
  type        = string
  nullable    = false
}

variable "project_number" {
  description = "Number of the same project. Google's own accounts are named by it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]*$", var.project_number))
    error_message = "The project's number is \"${var.project_number}\"; it has digits only, such as 123456789012."
  }
}

variable "environment" {
  description = "Name of the environment, as in slipway.yaml."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["dev", "staging", "production"], var.environment)
    error_message = "The environment is \"${var.environment}\"; it is dev, staging or production."
  }
}

variable "regions" {
  description = "Regions of the services. The first one has the database, Redis and what users upload. Add regions at the end."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.regions) > 0 && length(var.regions) == length(distinct(var.regions)) && length(var.regions) <= 16
    error_message = "The regions are ${join(", ", var.regions)}; there are 1 to 16, each once."
  }
}

variable "backup_region" {
  description = "Region that backups, exports and the copy of what users upload are kept in. Another one than the first of `regions`."
  type        = string
  nullable    = false

  validation {
    condition     = var.backup_region != var.regions[0]
    error_message = "The backup region is \"${var.backup_region}\", where the data is; name another one."
  }
}

variable "domain" {
  description = "Domain of the front end, such as pushnchat.example. www, admin and services are made under it."
  type        = string
  nullable    = false
}

variable "shared" {
  description = "What infra/shared has: its project, the repository of images, and this environment's DNS zone by name."
  type = object({
    project_id        = string
    images_location   = string
    images_repository = string
    dns_zone          = string
  })
  nullable = false
}

variable "deployers" {
  description = "Who may release to the services and read the pipeline's secrets, as IAM members."
  type        = set(string)
  nullable    = false
}

variable "staff" {
  description = "Who may open the admin UI, as IAM members, such as group:staff@pushnchat.example."
  type        = set(string)
  nullable    = false
}

variable "services" {
  description = <<-EOT
    What differs in this environment, by service; the same as in slipway.yaml.
    - `min`, `max`: instances in each region. null is the service's own maximum.
    - `cpu`, `memory`: of an instance. `cpu_idle`: whether the CPU is taken away between requests; false keeps it on.
    - `regions`: those of `regions` that it runs in; null is all.
  EOT
  type = map(object({
    min      = optional(number, 0)
    max      = optional(number)
    cpu      = optional(number, 1)
    memory   = optional(string, "512Mi")
    cpu_idle = optional(bool, true)
    regions  = optional(set(string))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(setsubtract(keys(var.services), ["admin", "auth", "listing", "messaging", "user", "web"])) == 0
    error_message = "The services are ${join(", ", keys(var.services))}; there are admin, auth, listing, messaging, user and web."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : length(setsubtract(coalesce(service.regions, []), var.regions)) == 0])
    error_message = "The services' regions are ${jsonencode({ for name, service in var.services : name => service.regions if service.regions != null })}; allowed are ${join(", ", var.regions)}."
  }
}

variable "database" {
  description = <<-EOT
    The PostgreSQL instance.
    - `edition`, `tier`: the machine. Connection pooling needs ENTERPRISE_PLUS.
    - `availability`: regional fails over to a second zone by itself; zonal does not.
    - `max_connections`: what PostgreSQL allows. Without a pool, keep it above the services' instances times their own pools' size.
    - `pool_flags`: settings of Google's PgBouncer, such as { max_pool_size = "50" } for each database and user; null has no pool.
    - `replicas`: by name, with region and tier. Reads go to the one that is called read.
  EOT
  type = object({
    edition         = optional(string, "ENTERPRISE")
    tier            = string
    availability    = optional(string, "zonal")
    disk_gb         = optional(number, 20)
    max_connections = optional(number, 200)
    pool_flags      = optional(map(string))
    replicas        = optional(map(object({ region = string, tier = optional(string) })), {})
  })
  nullable = false
}

variable "redis" {
  description = "Redis: its tier (BASIC, or STANDARD_HA, which fails over), memory in GiB, and replicas that answer reads."
  type = object({
    tier           = optional(string, "BASIC")
    memory_size_gb = optional(number, 1)
    read_replicas  = optional(number, 0)
  })
  default  = {}
  nullable = false
}

variable "connector_max_instances" {
  description = "Most machines of a connector, 3 to 10. One e2-micro carries about 200 Mbit/s."
  type        = number
  default     = 3
  nullable    = false
}

variable "content_is_copied" {
  description = "Whether what users upload is copied to the backup region every hour."
  type        = bool
  default     = false
  nullable    = false
}

variable "realtime_region" {
  description = "Region of Firebase's Realtime Database, which is in us-central1, europe-west1 and asia-southeast1 only."
  type        = string
  default     = "europe-west1"
  nullable    = false
}

variable "gateway_regions" {
  description = "Regions of the API gateway. It is in none of Africa; europe-west1 is the nearest."
  type        = set(string)
  default     = ["europe-west1"]
  nullable    = false
}

variable "gateway_calls_per_minute" {
  description = "Calls that the gateway takes in a minute with keys of one project."
  type        = number
  default     = 6000
  nullable    = false
}

variable "alert_email" {
  description = "Who is told by mail of alerts and of the budget."
  type        = string
  nullable    = false
}

variable "existing_channels" {
  description = "Further notification channels, made in the console because they hold a token, such as Slack's. By any name: its full name and the alerts it gets."
  type = map(object({
    name       = string
    severities = optional(set(string), ["CRITICAL", "ERROR", "WARNING"])
  }))
  default  = {}
  nullable = false
}

variable "uptime_period_seconds" {
  description = "How often the APIs are checked from outside in each region: 60, 300, 600 or 900. Checks keep instances awake. Null checks nothing."
  type        = number
  default     = null
}

variable "objectives_enabled" {
  description = "Whether the services have objectives (SLOs): 99.9 % without errors, 95 % under 800 ms, over 30 days."
  type        = bool
  default     = false
  nullable    = false
}

variable "budget" {
  description = "What a month may cost and at which shares, in percent, people are told. The same as in slipway.yaml. Null: not watched."
  type = object({
    billing_account    = string
    amount             = number
    currency           = optional(string, "USD")
    thresholds_percent = optional(set(number), [50, 90, 100])
  })
  default = null
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to destroy what holds data, and what others point to. Turn it off, apply, and only then destroy."
  type        = bool
  default     = true
  nullable    = false
}
