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

variable "region" {
  description = "Region of everything. It must have GPUs of the kind nvidia-l4 for Cloud Run."
  type        = string
  nullable    = false
}

variable "backup_region" {
  description = "Region that exports of the database are kept in. Another one than `region`."
  type        = string
  nullable    = false

  validation {
    condition     = var.backup_region != var.region
    error_message = "The backup region is \"${var.backup_region}\", where the database is; name another one."
  }
}

variable "domain" {
  description = "Domain of the API, such as api.grid.example."
  type        = string
  nullable    = false
}

variable "images" {
  description = "Repository of images, which infra/shared makes: its project, location and name."
  type = object({
    project_id = string
    location   = string
    repository = string
  })
  nullable = false
}

variable "deployers" {
  description = "Who may release to the services and read the pipeline's secrets, as IAM members."
  type        = set(string)
  nullable    = false
}

variable "services" {
  description = <<-EOT
    What differs in this environment, by service (ai, api, auth); the same as in slipway.yaml.
    - `min`, `max`: instances.
    - `cpu`, `memory`: of an instance. A GPU needs at least 4 and 16Gi beside it.
    - `gpu_zonal_redundancy`: whether GPUs are held in a second zone, at a higher price.
  EOT
  type = map(object({
    min                  = optional(number, 0)
    max                  = optional(number, 10)
    cpu                  = optional(number, 1)
    memory               = optional(string, "512Mi")
    gpu_zonal_redundancy = optional(bool, false)
  }))
  nullable = false

  validation {
    condition     = toset(keys(var.services)) == toset(["ai", "api", "auth"])
    error_message = "The services are ${join(", ", keys(var.services))}; there must be ai, api and auth."
  }
}

variable "database" {
  description = <<-EOT
    The PostgreSQL instance.
    - `tier`: the machine, such as db-custom-2-7680.
    - `availability`: regional fails over to a second zone by itself; zonal does not.
    - `max_connections`: what PostgreSQL allows. Keep it above the services' instances times their pools' size.
    - `replicas`: by name, with region and tier.
    - `url_options`: parameters of the connection URL. These suit node-postgres, which drizzle uses.
  EOT
  type = object({
    tier            = string
    availability    = optional(string, "zonal")
    disk_gb         = optional(number, 20)
    max_connections = optional(number, 200)
    replicas        = optional(map(object({ region = string, tier = optional(string) })), {})
    url_options     = optional(map(string), { sslmode = "require", uselibpqcompat = "true" })
  })
  nullable = false
}

variable "redis" {
  description = "Redis: its tier (BASIC, or STANDARD_HA, which fails over) and memory in GiB."
  type = object({
    tier           = optional(string, "BASIC")
    memory_size_gb = optional(number, 1)
  })
  default  = {}
  nullable = false
}

variable "nat_address_count" {
  description = "Fixed outbound addresses, for others to allow. 0 lets Google choose and change them."
  type        = number
  default     = 0
  nullable    = false
}

variable "apigee" {
  description = <<-EOT
    Apigee before the API; null (default) has none.
    - `hostname`: what applications call.
    - `environment_type`: BASE, INTERMEDIATE or COMPREHENSIVE; each has more policies, and costs more.
  EOT
  type = object({
    hostname         = string
    environment_type = optional(string, "BASE")
  })
  default = null

  validation {
    condition     = var.apigee == null || contains(["BASE", "INTERMEDIATE", "COMPREHENSIVE"], try(var.apigee.environment_type, ""))
    error_message = "Apigee's environment type is \"${try(var.apigee.environment_type, "")}\"; it is BASE, INTERMEDIATE or COMPREHENSIVE."
  }
}

variable "alert_email" {
  description = "Who is told of alerts by mail."
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
  description = "How often auth and api are checked from outside: 60, 300, 600 or 900. Checks keep instances awake. Null checks nothing."
  type        = number
  default     = null
}

variable "objectives_enabled" {
  description = "Whether the services have objectives (SLOs): 99.9 % without errors and 95 % fast enough, over 30 days."
  type        = bool
  default     = false
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to destroy what holds data, and what others point to. Turn it off, apply, and only then destroy."
  type        = bool
  default     = true
  nullable    = false
}
