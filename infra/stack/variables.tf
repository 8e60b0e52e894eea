variable "project_id" {
  description = "Project that everything is made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project_id is \"${var.project_id}\"; it must have 6 to 30 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "region" {
  description = "Region that everything is made in, such as europe-west6."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "The region is \"${var.region}\"; it must be a region's name, such as europe-west6."
  }
}

variable "name" {
  description = "Name of the database, the cache, the network and the load balancer, and prefix of what belongs to them, such as slipway-staging. It leads every notification."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,21}[a-z0-9]$", var.name))
    error_message = "The name is \"${var.name}\"; it must have 2 to 23 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "suffix" {
  description = "End of the names of services, jobs and secrets, such as -pr-12, where several copies share a project. Empty, the default: they have the names that slipway.yaml gives them."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(-[a-z0-9-]{0,14}[a-z0-9])?$", var.suffix))
    error_message = "The suffix is \"${var.suffix}\"; it must be empty, or a hyphen and up to 15 lower-case letters, digits and hyphens, of which the last is no hyphen."
  }
}

variable "labels" {
  description = "Labels of all that can have some. They tell costs apart on the bill."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to destroy what holds data or is public. Turn it off, apply, and only then destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "deployers" {
  description = "Members that release: they change services and jobs, run jobs, call the services to check them, and read the secrets that no service reads. Such as serviceAccount:deploy-staging@PROJECT.iam.gserviceaccount.com."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.deployers : can(regex("^(user|group|serviceAccount|principal|principalSet):", member))])
    error_message = "The deployers are ${jsonencode(var.deployers)}; each must begin with user:, group:, serviceAccount:, principal: or principalSet:."
  }
}

variable "registry" {
  description = "Repository of the images, such as europe-west6-docker.pkg.dev/PROJECT/NAME. Null: one is made here, which the deployers push to."
  type        = string
  default     = null

  validation {
    condition     = var.registry == null || can(regex("^[a-z0-9-]+-docker\\.pkg\\.dev/[^/]+/[a-z][a-z0-9-]*$", coalesce(var.registry, "-")))
    error_message = "The registry is \"${coalesce(var.registry, "null")}\"; it must be REGION-docker.pkg.dev/PROJECT/NAME, or null."
  }
}

variable "network" {
  description = <<-EOT
    The network that the services reach the database and the cache by.
    - `cidr`: range of the subnet that instances take their addresses from, at least a /26.
    - `existing`: name of a network that another call of this stack makes in the same project and region, to use instead. Null makes one.
      Google can hold a network for days after its last database is gone, so what must go quickly uses one that stays.
  EOT
  type = object({
    cidr     = optional(string, "10.10.0.0/20")
    existing = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = try(tonumber(split("/", var.network.cidr)[1]) <= 26, false)
    error_message = "The network's cidr is \"${var.network.cidr}\"; it must be a range of at least a /26, such as 10.10.0.0/20."
  }
}

variable "database" {
  description = <<-EOT
    PostgreSQL for listings.
    - `tier`: its machine, such as db-f1-micro or db-custom-2-7680.
    - `availability`: regional keeps a standby in a second zone; zonal (default) does not. regional and replicas need point-in-time recovery.
    - `max_connections`: what it allows, which alerts are measured against. The instances of listings together must stay below it.
    - `disk_gb`: the disk's size at first. It grows by itself.
    - `backups`: how many daily ones are kept; 0 makes none.
    - `recovery_days`: how far back every moment can be restored, up to 7; 0 (default) is only what backups hold.
    - `replicas`: regions of read replicas, by name.
    - `password_version`: raise it by one for a new password.
  EOT
  type = object({
    tier             = string
    availability     = optional(string, "zonal")
    max_connections  = optional(number, 100)
    disk_gb          = optional(number, 10)
    backups          = optional(number, 7)
    recovery_days    = optional(number, 0)
    replicas         = optional(map(string), {})
    password_version = optional(number, 1)
  })
  nullable = false

  validation {
    condition     = var.database.backups >= 0 && var.database.recovery_days >= 0 && var.database.recovery_days <= 7 && var.database.recovery_days <= var.database.backups
    error_message = "The database has ${var.database.backups} backups and ${var.database.recovery_days} recovery_days; both must be 0 or more, and recovery_days at most 7 and at most the backups."
  }

  validation {
    condition     = var.database.recovery_days > 0 || (var.database.availability == "zonal" && length(var.database.replicas) == 0)
    error_message = "The database is ${var.database.availability} with ${length(var.database.replicas)} replicas and without recovery_days; regional and replicas need at least 1."
  }

  validation {
    condition     = var.database.max_connections >= 14 && floor(var.database.max_connections) == var.database.max_connections
    error_message = "The database's max_connections is ${var.database.max_connections}; it must be a whole number from 14, which is what Cloud SQL allows."
  }
}

variable "cache" {
  description = "Redis for prices. `tier`: BASIC (default), or STANDARD_HA with a replica to fail over to. `memory_gb`: its size in GiB. Null: none; prices works without, only slower."
  type = object({
    tier      = optional(string, "BASIC")
    memory_gb = optional(number, 1)
  })
  default = null
}

variable "secrets" {
  description = <<-EOT
    Secrets whose values are not Terraform's, by id; the database's and the cache's are there already. People or programs add the values.
    - `service`, `variable`: the service that reads it, and as which environment variable. Null: the deployers read it. Cloud Run starts no
      service whose secret has no value: make it without, add a value, then name the service.
    - `rotation_days`: how often a message asks for a new value. Null: never.
  EOT
  type = map(object({
    service       = optional(string)
    variable      = optional(string)
    rotation_days = optional(number)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for secret in var.secrets : (secret.service == null) == (secret.variable == null)])
    error_message = "The secrets are ${jsonencode(var.secrets)}; each must name both service and variable, or neither."
  }

  validation {
    condition     = alltrue([for secret in var.secrets : contains(["listings", "prices", "web"], coalesce(secret.service, "web"))])
    error_message = "The secrets' services are ${jsonencode([for secret in var.secrets : secret.service])}; each must be listings, prices, web or null."
  }
}
