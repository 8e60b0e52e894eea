variable "project_id" {
  description = "Project of the environment."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region of everything that has one."
  type        = string
  default     = "us-central1"
  nullable    = false
}

variable "environment" {
  description = "Name of the environment in slipway.yaml, used in labels and in the names of alerts."
  type        = string
  nullable    = false
}

variable "deployer" {
  description = "Email of the service account that releases here: `identity.serviceAccount` in slipway.yaml."
  type        = string
  nullable    = false
}

variable "domain" {
  description = "Domain that the API is called by. Whoever holds it makes the records of the outputs addresses and certificate_dns_records."
  type        = string
  nullable    = false
}

variable "iap_members" {
  description = "Who passes Identity-Aware Proxy, such as group:team@example.com. Null: no proxy, and anyone may call the API through the load balancer, and only through it."
  type        = set(string)
  default     = null
}

variable "rate_limit" {
  description = <<-EOT
    Cloud Armor's rate-based ban: beyond `requests` a minute an address gets 429; one that makes `ban_after_requests` a minute is refused everything for
    `ban_seconds`.
  EOT
  type = object({
    requests           = number
    ban_after_requests = number
    ban_seconds        = optional(number, 600)
  })
  nullable = false

  validation {
    condition     = var.rate_limit.ban_after_requests > var.rate_limit.requests
    error_message = "The ban comes after ${var.rate_limit.ban_after_requests} requests and the limit is ${var.rate_limit.requests}; the ban must come after more requests than the limit."
  }
}

variable "database" {
  description = <<-EOT
    Cloud SQL.
    - tier: machine, such as db-custom-2-7680.
    - availability: regional (a standby in a second zone) or zonal.
    - max_connections: what PostgreSQL allows. 80 % of it must hold every instance of the API with its pool.
    - backups_retained: daily backups that are kept.
    - password_version: raise it by one, every 30 days, for a new password.
  EOT
  type = object({
    tier             = string
    availability     = string
    max_connections  = number
    backups_retained = number
    password_version = number
  })
  nullable = false
}

variable "redis" {
  description = "Memorystore: tier BASIC (empty after a failure) or STANDARD_HA (a replica in a second zone), and memory in GiB."
  type = object({
    tier           = string
    memory_size_gb = number
  })
  nullable = false
}

variable "max_instances" {
  description = "Most instances of the API: `scaling.max` in slipway.yaml."
  type        = number
  nullable    = false
}

variable "schedule" {
  description = "When the API keeps how many instances ready, by a name of your own: cron expressions in time_zone and the minimum from then on. The same as `scaling.schedule` in slipway.yaml."
  type = map(object({
    up   = object({ cron = string, min = number })
    down = object({ cron = string, min = number })
  }))
  nullable = false
}

variable "time_zone" {
  description = "Time zone of the schedule: `timezone` in slipway.yaml."
  type        = string
  default     = "America/New_York"
  nullable    = false
}

variable "alert_email" {
  description = "Mailbox that alerts go to."
  type        = string
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to delete what holds data or what others depend on."
  type        = bool
  default     = true
  nullable    = false
}
