variable "project_id" {
  description = "The project that the instance is made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project id is \"${var.project_id}\"; it has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "region" {
  description = "The instance's region, such as europe-west6."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "The region is \"${var.region}\"; a region looks like europe-west6."
  }
}

variable "name" {
  description = "The instance's name, and the prefix of its secrets."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$", var.name))
    error_message = "The name is \"${var.name}\"; it has at most 40 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "labels" {
  description = "Labels for the instance and its secrets."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to delete the instance. Turn it off, apply, and only then destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "tier" {
  description = "STANDARD_HA (default) has a replica in a second zone and fails over to it by itself; BASIC has none and, without snapshots, is empty after a failure."
  type        = string
  default     = "STANDARD_HA"
  nullable    = false

  validation {
    condition     = contains(["BASIC", "STANDARD_HA"], var.tier)
    error_message = "The tier is \"${var.tier}\"; allowed are BASIC and STANDARD_HA."
  }
}

variable "memory_size_gb" {
  description = "Memory in GiB, 1 to 300."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.memory_size_gb >= 1 && var.memory_size_gb <= 300 && floor(var.memory_size_gb) == var.memory_size_gb
    error_message = "The memory is ${var.memory_size_gb} GiB; a whole number from 1 to 300 is allowed."
  }
}

variable "redis_version" {
  description = "Redis' version. A higher one upgrades the instance in place; a lower one is not possible."
  type        = string
  default     = "REDIS_7_2"
  nullable    = false

  validation {
    condition     = contains(["REDIS_5_0", "REDIS_6_X", "REDIS_7_0", "REDIS_7_2"], var.redis_version)
    error_message = "The version is \"${var.redis_version}\"; allowed are REDIS_5_0, REDIS_6_X, REDIS_7_0 and REDIS_7_2."
  }
}

variable "redis_configs" {
  description = "Redis' settings, such as { maxmemory-policy = \"allkeys-lru\" }."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "zone" {
  description = "The zone that the instance is in, such as europe-west6-a. Null leaves it to Google."
  type        = string
  default     = null

  validation {
    condition     = var.zone == null ? true : can(regex("^${var.region}-[a-z]$", var.zone))
    error_message = "The zone is \"${coalesce(var.zone, "null")}\"; a zone of ${var.region} looks like ${var.region}-a."
  }
}

variable "alternative_zone" {
  description = "The zone that the replica of STANDARD_HA is in. Null leaves it to Google."
  type        = string
  default     = null

  validation {
    condition     = var.alternative_zone == null ? true : can(regex("^${var.region}-[a-z]$", var.alternative_zone)) && var.tier == "STANDARD_HA" && (var.zone == null ? true : var.alternative_zone != var.zone)
    error_message = "The alternative zone is \"${coalesce(var.alternative_zone, "null")}\", with the tier ${var.tier} and the zone ${coalesce(var.zone, "null")}; it is another zone of ${var.region}, and only STANDARD_HA has one."
  }
}

variable "network_id" {
  description = "The network that the instance is reached from, as projects/<project>/global/networks/<name>. It needs private services access: take the module network's private_services_network_id, which waits for that."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("projects/[^/]+/global/networks/[^/]+$", var.network_id))
    error_message = "The network is \"${var.network_id}\"; it looks like projects/<project>/global/networks/<name>."
  }
}

variable "allocated_ip_range" {
  description = "Name of the reserved range to take the address from. Null (default) takes any range of the private services connection."
  type        = string
  default     = null
}

variable "transit_encryption" {
  description = "Whether clients must use TLS, on port 6378. On by default; changing it makes a new, empty instance. The server's certificate is signed by an authority of this instance alone: clients are given that by url_ca_option, ca_secret_id or the output server_ca_certificates."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key" {
  description = "The key that encrypts the instance, as projects/…/cryptoKeys/<name> in its region. Null (default) uses Google's. Memorystore's service agent needs roles/cloudkms.cryptoKeyEncrypterDecrypter on it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "The key is \"${coalesce(var.kms_key, "null")}\"; it looks like projects/<project>/locations/<region>/keyRings/<ring>/cryptoKeys/<name>."
  }
}

variable "read_replicas" {
  description = "How many replicas answer reads, behind a read endpoint of their own. 0 (default) has none; 1 to 5 need STANDARD_HA and at least 5 GiB."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = contains(range(0, 6), var.read_replicas)
    error_message = "The read replicas are ${var.read_replicas}; a whole number from 0 to 5 is allowed."
  }

  validation {
    condition     = var.read_replicas == 0 || (var.tier == "STANDARD_HA" && var.memory_size_gb >= 5)
    error_message = "There are ${var.read_replicas} read replicas, with the tier ${var.tier} and ${var.memory_size_gb} GiB; they need STANDARD_HA and at least 5 GiB."
  }
}

variable "snapshots" {
  description = <<-EOT
    Snapshots (RDB) that the instance is filled from again after a failure; null (default) takes none. They are not backups.
    - `period`: ONE_HOUR, SIX_HOURS, TWELVE_HOURS (default) or TWENTY_FOUR_HOURS.
    - `start_time`: when the first is taken, such as 2026-01-01T03:00:00Z; null is now.
  EOT
  type = object({
    period     = optional(string, "TWELVE_HOURS")
    start_time = optional(string)
  })
  default = null

  validation {
    condition     = var.snapshots == null ? true : contains(["ONE_HOUR", "SIX_HOURS", "TWELVE_HOURS", "TWENTY_FOUR_HOURS"], var.snapshots.period)
    error_message = "The period is \"${try(var.snapshots.period, "null")}\"; allowed are ONE_HOUR, SIX_HOURS, TWELVE_HOURS and TWENTY_FOUR_HOURS."
  }

  validation {
    condition     = try(var.snapshots.start_time, null) == null ? true : can(timeadd(var.snapshots.start_time, "0s"))
    error_message = "Snapshots begin at \"${try(coalesce(var.snapshots.start_time, "null"), "null")}\"; a time looks like 2026-01-01T03:00:00Z."
  }
}

variable "maintenance" {
  description = "When Google may update the instance: `day`, MONDAY to SUNDAY (default), and `hour`, 0 to 23 in UTC."
  type = object({
    day  = optional(string, "SUNDAY")
    hour = optional(number, 3)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"], var.maintenance.day) && contains(range(0, 24), var.maintenance.hour)
    error_message = "Maintenance is on \"${var.maintenance.day}\" at ${var.maintenance.hour} o'clock; a day from MONDAY to SUNDAY and an hour from 0 to 23 are allowed."
  }
}

variable "auth_secret_id" {
  description = "Id of the secret that holds the AUTH string. Null is <name>-redis-auth."
  type        = string
  default     = null

  validation {
    condition     = var.auth_secret_id == null ? true : can(regex("^[a-zA-Z0-9_-]{1,255}$", var.auth_secret_id))
    error_message = "The secret is \"${coalesce(var.auth_secret_id, "null")}\"; an id has at most 255 letters, digits, hyphens and underscores."
  }
}

variable "url_secret_id" {
  description = "Id of a second secret, which holds the whole URL (rediss://:<AUTH>@<host>:<port>?<options>) for services that take that. Null (default) makes none."
  type        = string
  default     = null

  validation {
    condition     = var.url_secret_id == null ? true : can(regex("^[a-zA-Z0-9_-]{1,255}$", var.url_secret_id)) && var.url_secret_id != coalesce(var.auth_secret_id, "${var.name}-redis-auth")
    error_message = "The secret is \"${coalesce(var.url_secret_id, "null")}\"; an id has at most 255 letters, digits, hyphens and underscores, and is not that of the AUTH string."
  }
}

variable "url_options" {
  description = "Options at the URL's end, by name, as the service's client reads them. redis-py wants { ssl_check_hostname = \"false\" } for TLS: the certificate has an address in place of a name. Its authority, which signs for this instance alone, is checked all the same."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for option in keys(var.url_options) : can(regex("^[A-Za-z0-9_.-]+$", option))])
    error_message = "The options are ${join(", ", keys(var.url_options))}; a name has letters, digits, dots, hyphens and underscores."
  }

  validation {
    condition     = length(var.url_options) == 0 || var.url_secret_id != null
    error_message = "There are options (${join(", ", keys(var.url_options))}) and no url_secret_id, so there is no URL that could hold them."
  }
}

variable "url_ca_option" {
  description = "Option by which the URL also carries the certificates in PEM form, so that it is all a service needs for TLS: ssl_ca_data, which redis-py reads. Null (default) leaves them out. node-redis and ioredis read none: give their services ca_secret_id, and have them pass its value as the option `ca` of tls."
  type        = string
  default     = null

  validation {
    condition     = var.url_ca_option == null ? true : can(regex("^[A-Za-z0-9_.-]+$", var.url_ca_option)) && !contains(keys(var.url_options), var.url_ca_option)
    error_message = "The option is \"${coalesce(var.url_ca_option, "null")}\"; a name has letters, digits, dots, hyphens and underscores, and is not among url_options."
  }

  validation {
    condition     = var.url_ca_option == null || (var.url_secret_id != null && var.transit_encryption)
    error_message = "The option is \"${coalesce(var.url_ca_option, "null")}\", with the URL's secret ${coalesce(var.url_secret_id, "null")} and transit_encryption ${var.transit_encryption}; it needs both."
  }
}

variable "ca_secret_id" {
  description = "Id of a further secret, which holds the certificates in PEM form for services whose client does not read them from the URL. Null (default) makes none."
  type        = string
  default     = null

  validation {
    condition     = var.ca_secret_id == null ? true : can(regex("^[a-zA-Z0-9_-]{1,255}$", var.ca_secret_id)) && !contains([coalesce(var.auth_secret_id, "${var.name}-redis-auth"), coalesce(var.url_secret_id, "-")], var.ca_secret_id)
    error_message = "The secret is \"${coalesce(var.ca_secret_id, "null")}\"; an id has at most 255 letters, digits, hyphens and underscores, and is not that of the AUTH string or the URL."
  }

  validation {
    condition     = var.ca_secret_id == null || var.transit_encryption
    error_message = "There is a secret for certificates (${coalesce(var.ca_secret_id, "null")}), and transit_encryption is off: then there are none."
  }
}

variable "secret_accessors" {
  description = "Who may read the secrets, as IAM members by any name that stays the same."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for member in values(var.secret_accessors) : can(regex("^(serviceAccount|user|group|principal|principalSet):.+$", member))])
    error_message = "The accessors are ${join(", ", values(var.secret_accessors))}; a member looks like serviceAccount:name@project.iam.gserviceaccount.com (or user:, group:, principal:, principalSet:)."
  }
}

variable "secret_locations" {
  description = "Regions that the secrets are kept in. Empty (default) leaves it to Google."
  type        = set(string)
  default     = []
  nullable    = false
}
