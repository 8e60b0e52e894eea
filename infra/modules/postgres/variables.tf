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
  description = "The instance's name, and the prefix of what is made for it. The name of a deleted instance is free at once."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,21}[a-z0-9])?$", var.name))
    error_message = "The name is \"${var.name}\"; it has at most 23 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "labels" {
  description = "Labels for everything that takes them."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether Terraform and Google both refuse to delete the instance and its replicas, and the bucket is kept while it has exports. Turn it off, apply, and only then destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "postgres_version" {
  description = "PostgreSQL's major version. A higher number upgrades the instance in place, with a downtime of minutes; a lower one is not possible."
  type        = number
  default     = 17
  nullable    = false

  validation {
    condition     = contains([13, 14, 15, 16, 17, 18], var.postgres_version)
    error_message = "The version is ${var.postgres_version}; allowed are 13 to 18."
  }
}

variable "edition" {
  description = "ENTERPRISE (default) or ENTERPRISE_PLUS, which has larger machines, maintenance in under a second, 35 days of recovery and connection pooling."
  type        = string
  default     = "ENTERPRISE"
  nullable    = false

  validation {
    condition     = contains(["ENTERPRISE", "ENTERPRISE_PLUS"], var.edition)
    error_message = "The edition is \"${var.edition}\"; allowed are ENTERPRISE and ENTERPRISE_PLUS."
  }
}

variable "tier" {
  description = "The machine: db-custom-<vCPUs>-<MiB>, such as db-custom-2-7680, or db-f1-micro and db-g1-small for trials; db-perf-optimized-N-<vCPUs> and others in ENTERPRISE_PLUS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex(var.edition == "ENTERPRISE" ? "^db-(custom-[0-9]+-[0-9]+|f1-micro|g1-small)$" : "^db-(perf-optimized|[a-z][0-9][a-z]*)-[a-zA-Z0-9-]+$", var.tier))
    error_message = "The tier is \"${var.tier}\"; the edition ${var.edition} has ${var.edition == "ENTERPRISE" ? "db-custom-<vCPUs>-<MiB>, db-f1-micro and db-g1-small" : "tiers such as db-perf-optimized-N-4"}."
  }

  validation {
    condition = !startswith(var.tier, "db-custom-") ? true : try(
      (split("-", var.tier)[2] == "1" || tonumber(split("-", var.tier)[2]) % 2 == 0) &&
      tonumber(split("-", var.tier)[3]) % 256 == 0 &&
      tonumber(split("-", var.tier)[3]) >= 3840 &&
      tonumber(split("-", var.tier)[3]) >= tonumber(split("-", var.tier)[2]) * 0.9 * 1024 &&
      tonumber(split("-", var.tier)[3]) <= tonumber(split("-", var.tier)[2]) * 6.5 * 1024,
      false
    )
    error_message = "The tier is \"${var.tier}\"; a custom machine has 1 or an even number of vCPUs and, in multiples of 256 MiB, at least 3840 MiB and 0.9 to 6.5 GiB per vCPU."
  }
}

variable "availability" {
  description = "regional (default) keeps a standby in a second zone and fails over to it by itself; zonal costs half and goes down with its zone."
  type        = string
  default     = "regional"
  nullable    = false

  validation {
    condition     = contains(["regional", "zonal"], var.availability)
    error_message = "The availability is \"${var.availability}\"; allowed are regional and zonal."
  }

  validation {
    condition     = var.availability != "regional" || (var.backups.enabled && var.backups.point_in_time_recovery)
    error_message = "The availability is \"regional\", with backups ${var.backups.enabled ? "on" : "off"} and point-in-time recovery ${var.backups.point_in_time_recovery ? "on" : "off"}; Cloud SQL needs both on for it."
  }
}

variable "zone" {
  description = "The zone that the instance prefers, such as europe-west6-a. Null leaves it to Google."
  type        = string
  default     = null

  validation {
    condition     = var.zone == null ? true : can(regex("^${var.region}-[a-z]$", var.zone))
    error_message = "The zone is \"${coalesce(var.zone, "null")}\"; a zone of ${var.region} looks like ${var.region}-a."
  }
}

variable "disk" {
  description = <<-EOT
    The disk, which grows by itself and never shrinks.
    - `type`: PD_SSD (default), PD_HDD or HYPERDISK_BALANCED.
    - `initial_size_gb`: its size at first; later changes have no effect.
    - `autoresize_limit_gb`: how far it may grow; 0 (default) as far as Google allows. A full disk stops the database.
  EOT
  type = object({
    type                = optional(string, "PD_SSD")
    initial_size_gb     = optional(number, 20)
    autoresize_limit_gb = optional(number, 0)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["PD_SSD", "PD_HDD", "HYPERDISK_BALANCED"], var.disk.type)
    error_message = "The disk's type is \"${var.disk.type}\"; allowed are PD_SSD, PD_HDD and HYPERDISK_BALANCED."
  }

  validation {
    condition     = var.disk.initial_size_gb >= 10 && var.disk.initial_size_gb <= 65536 && floor(var.disk.initial_size_gb) == var.disk.initial_size_gb
    error_message = "The disk's initial size is ${var.disk.initial_size_gb} GB; a whole number from 10 to 65536 is allowed."
  }

  validation {
    condition     = var.disk.autoresize_limit_gb == 0 || (var.disk.autoresize_limit_gb >= var.disk.initial_size_gb && var.disk.autoresize_limit_gb <= 65536)
    error_message = "The disk may grow to ${var.disk.autoresize_limit_gb} GB; 0, or a number from its initial size (${var.disk.initial_size_gb}) to 65536, is allowed."
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

variable "ssl_mode" {
  description = "ENCRYPTED_ONLY (default) takes TLS connections only; TRUSTED_CLIENT_CERTIFICATE_REQUIRED also wants a client certificate, which Cloud SQL's connectors have."
  type        = string
  default     = "ENCRYPTED_ONLY"
  nullable    = false

  validation {
    condition     = contains(["ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"], var.ssl_mode)
    error_message = "The SSL mode is \"${var.ssl_mode}\"; allowed are ENCRYPTED_ONLY and TRUSTED_CLIENT_CERTIFICATE_REQUIRED."
  }
}

variable "kms_key" {
  description = "The key that encrypts the instance, as projects/…/cryptoKeys/<name> in its region. Null (default) uses Google's. It cannot be changed later, and Cloud SQL's service agent needs roles/cloudkms.cryptoKeyEncrypterDecrypter on it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "The key is \"${coalesce(var.kms_key, "null")}\"; it looks like projects/<project>/locations/<region>/keyRings/<ring>/cryptoKeys/<name>."
  }
}

variable "backups" {
  description = <<-EOT
    Daily backups.
    - `enabled`: on by default. Without them there is no regional availability and no read replica.
    - `start_time`: when they may begin, hh:mm in UTC.
    - `location`: a region or multi-region, such as eu, to keep them in; null is the multi-region nearest to the instance.
    - `retained`: how many are kept, 1 to 365.
    - `point_in_time_recovery`: whether every moment between them can be restored too. On by default.
    - `transaction_log_retention_days`: how far back that reaches, 1 to 7, to 35 in ENTERPRISE_PLUS; not more than `retained`.
  EOT
  type = object({
    enabled                        = optional(bool, true)
    start_time                     = optional(string, "02:00")
    location                       = optional(string)
    retained                       = optional(number, 30)
    point_in_time_recovery         = optional(bool, true)
    transaction_log_retention_days = optional(number, 7)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", var.backups.start_time))
    error_message = "Backups begin at \"${var.backups.start_time}\"; a time looks like 02:00."
  }

  validation {
    condition     = var.backups.retained >= 1 && var.backups.retained <= 365 && floor(var.backups.retained) == var.backups.retained
    error_message = "${var.backups.retained} backups are to be kept; a whole number from 1 to 365 is allowed."
  }

  validation {
    condition = (
      var.backups.transaction_log_retention_days >= 1 &&
      var.backups.transaction_log_retention_days <= (var.edition == "ENTERPRISE_PLUS" ? 35 : 7) &&
      var.backups.transaction_log_retention_days <= var.backups.retained &&
      floor(var.backups.transaction_log_retention_days) == var.backups.transaction_log_retention_days
    )
    error_message = "Transaction logs are to be kept for ${var.backups.transaction_log_retention_days} days, with ${var.backups.retained} backups; allowed in ${var.edition} is a whole number from 1 to ${var.edition == "ENTERPRISE_PLUS" ? 35 : 7}, not more than the backups."
  }
}

variable "final_backup_retention_days" {
  description = "How long a last backup is kept when the instance is deleted, 1 to 365. 0 makes none."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.final_backup_retention_days >= 0 && var.final_backup_retention_days <= 365 && floor(var.final_backup_retention_days) == var.final_backup_retention_days
    error_message = "The last backup is to be kept for ${var.final_backup_retention_days} days; a whole number from 0 to 365 is allowed."
  }
}

variable "maintenance" {
  description = <<-EOT
    When Google may update the instance.
    - `day`: 1 (Monday) to 7 (Sunday, default). `hour`: 0 to 23, UTC.
    - `update_track`: canary (first), stable (default) or week5 (last). Let staging be earlier than production.
  EOT
  type = object({
    day          = optional(number, 7)
    hour         = optional(number, 3)
    update_track = optional(string, "stable")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(range(1, 8), var.maintenance.day) && contains(range(0, 24), var.maintenance.hour)
    error_message = "Maintenance is on day ${var.maintenance.day} at ${var.maintenance.hour} o'clock; a day from 1 (Monday) to 7 (Sunday) and an hour from 0 to 23 are allowed."
  }

  validation {
    condition     = contains(["canary", "stable", "week5"], var.maintenance.update_track)
    error_message = "The update track is \"${var.maintenance.update_track}\"; allowed are canary, stable and week5."
  }
}

variable "query_insights" {
  description = <<-EOT
    Query insights: which queries take the time.
    - `query_string_length`: how much of a query is kept, 256 to 4500 bytes.
    - `query_plans_per_minute`: sampled plans, 0 to 20.
    - `record_application_tags`: tags that an application puts into comments (sqlcommenter). `record_client_address`: who asked.
  EOT
  type = object({
    enabled                 = optional(bool, true)
    query_string_length     = optional(number, 1024)
    query_plans_per_minute  = optional(number, 5)
    record_application_tags = optional(bool, true)
    record_client_address   = optional(bool, false)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.query_insights.query_string_length >= 256 && var.query_insights.query_string_length <= 4500
    error_message = "The query length is ${var.query_insights.query_string_length}; 256 to 4500 bytes are allowed."
  }

  validation {
    condition     = var.query_insights.query_plans_per_minute >= 0 && var.query_insights.query_plans_per_minute <= 20
    error_message = "The plans per minute are ${var.query_insights.query_plans_per_minute}; 0 to 20 are allowed."
  }
}

variable "database_flags" {
  description = "PostgreSQL's settings, by name, such as { max_connections = \"200\" }. They are added to these, and replace them: cloudsql.iam_authentication, log_checkpoints, log_connections, log_disconnections and log_lock_waits \"on\", log_temp_files \"0\". Some need a restart, which Cloud SQL does at once."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.database_flags) : can(regex("^[a-zA-Z][a-zA-Z0-9_]*(\\.[a-zA-Z][a-zA-Z0-9_]*)?$", name))])
    error_message = "The flags are ${join(", ", keys(var.database_flags))}; a name looks like max_connections or cloudsql.iam_authentication."
  }

  validation {
    condition     = alltrue([for value in values(var.database_flags) : value != null])
    error_message = "These flags have no value: ${join(", ", [for name, value in var.database_flags : name if value == null])}. Leave a flag out to have its default."
  }

  validation {
    condition     = length(var.iam_users) == 0 || lower(lookup(var.database_flags, "cloudsql.iam_authentication", "on")) == "on"
    error_message = "cloudsql.iam_authentication is \"${lookup(var.database_flags, "cloudsql.iam_authentication", "on")}\", and the IAM users ${join(", ", keys(var.iam_users))} need it on."
  }
}

variable "connection_pool" {
  description = "Managed connection pooling (a PgBouncer that Google runs, on port 6432), with its flags such as { max_pool_size = \"50\" }. Null (default) has none. It needs ENTERPRISE_PLUS."
  type = object({
    flags = optional(map(string), {})
  })
  default = null

  validation {
    condition     = var.connection_pool == null || var.edition == "ENTERPRISE_PLUS"
    error_message = "The edition is \"${var.edition}\"; connection pooling needs ENTERPRISE_PLUS."
  }
}

variable "replicas" {
  description = <<-EOT
    Read replicas, by name. Each is called `<name>-<key>`.
    - `region`: where it is; another region's can be promoted when this one is down.
    - `tier`: its machine; null is the primary's. `availability`: zonal (default) or regional.
    - `zone`: the zone it prefers; null leaves it to Google.
    - `database_flags`: added to the primary's.
    - `kms_key`: needed in another region if the primary has one.
  EOT
  type = map(object({
    region         = string
    tier           = optional(string)
    availability   = optional(string, "zonal")
    zone           = optional(string)
    database_flags = optional(map(string), {})
    kms_key        = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.replicas) : can(regex("^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$", name))])
    error_message = "The replicas are ${join(", ", keys(var.replicas))}; a name has at most 32 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }

  validation {
    condition     = length(var.replicas) == 0 || (var.backups.enabled && var.backups.point_in_time_recovery)
    error_message = "There are replicas (${join(", ", keys(var.replicas))}), with backups ${var.backups.enabled ? "on" : "off"} and point-in-time recovery ${var.backups.point_in_time_recovery ? "on" : "off"}; a primary needs both on."
  }

  validation {
    condition     = alltrue([for replica in values(var.replicas) : contains(["regional", "zonal"], replica.availability)])
    error_message = "The replicas' availability is ${join(", ", [for key, replica in var.replicas : "${replica.availability} (${key})"])}; allowed are regional and zonal."
  }

  validation {
    condition     = alltrue([for replica in values(var.replicas) : can(regex("^[a-z]+-[a-z]+[0-9]+$", replica.region)) && (replica.zone == null ? true : can(regex("^${replica.region}-[a-z]$", replica.zone)))])
    error_message = "The replicas are in ${join(", ", [for key, replica in var.replicas : "${replica.region}${replica.zone == null ? "" : ", zone ${replica.zone}"} (${key})"])}; a region looks like europe-west6 and a zone of it like europe-west6-a."
  }

  validation {
    condition     = var.kms_key == null || alltrue([for replica in values(var.replicas) : replica.region == var.region || replica.kms_key != null])
    error_message = "The primary has a key of its own and these replicas in other regions have none: ${join(", ", [for key, replica in var.replicas : key if replica.region != var.region && replica.kms_key == null])}. Give each a kms_key of its region."
  }
}

variable "databases" {
  description = "Databases to make. One that is taken out again is left in the instance, with its data."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.databases : can(regex("^[a-zA-Z_][a-zA-Z0-9_-]{0,62}$", name)) && !contains(["postgres", "template0", "template1", "cloudsqladmin"], name)])
    error_message = "The databases are ${join(", ", var.databases)}; a name has at most 63 letters, digits, underscores and hyphens and begins with a letter or underscore. postgres, template0, template1 and cloudsqladmin exist already."
  }
}

variable "users" {
  description = <<-EOT
    Users with a password, by name. For services, `iam_users` is the better choice where their driver can use it.
    Terraform makes the password up, gives it to Cloud SQL and to Secret Manager, and keeps it neither in a plan nor in its state.
    - `password_version`: raise it by one for a new password, also if an apply failed between the user and its secrets. A change of
      `connection_urls` makes a new one too. Services take it with their next revision; connections that are open stay.
    - `database_roles`: roles that exist in the database; null gives cloudsqlsuperuser, Cloud SQL's default.
    - `password_secret_id`: what the secret is called; null is `<name>-<user>-password`.
    - `connection_urls`: further secrets, by id, each with the whole URL: `database`, and optionally `replica` (its key; null is the
      primary), `pooled` (through the connection pool) and `options` (the URL's parameters; sslmode=require by default. node-postgres also
      wants { sslmode = "require", uselibpqcompat = "true" }).
    - `secret_accessors`: who may read these secrets, as IAM members by any name that stays the same.
  EOT
  type = map(object({
    password_version   = optional(number, 1)
    database_roles     = optional(list(string))
    password_secret_id = optional(string)
    connection_urls = optional(map(object({
      database = string
      replica  = optional(string)
      pooled   = optional(bool, false)
      options  = optional(map(string), { sslmode = "require" })
    })), {})
    secret_accessors = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.users) : can(regex("^[a-z_][a-z0-9_-]{0,62}$", name)) && !startswith(name, "pg_") && !startswith(name, "cloudsql")])
    error_message = "The users are ${join(", ", keys(var.users))}; a name has at most 63 lower-case letters, digits, underscores and hyphens, begins with a letter or underscore, and not with pg_ or cloudsql."
  }

  validation {
    condition     = alltrue([for user in values(var.users) : user.password_version >= 1 && floor(user.password_version) == user.password_version])
    error_message = "The password versions are ${join(", ", [for name, user in var.users : "${user.password_version} (${name})"])}; a whole number from 1 is allowed."
  }

  validation {
    condition     = alltrue(flatten([for user in values(var.users) : [for url in values(user.connection_urls) : contains(var.databases, url.database)]]))
    error_message = "The connection URLs name the databases ${join(", ", distinct(flatten([for user in values(var.users) : [for url in values(user.connection_urls) : url.database]])))}; there are ${join(", ", var.databases)}."
  }

  validation {
    condition     = alltrue(flatten([for user in values(var.users) : [for url in values(user.connection_urls) : url.replica == null ? true : contains(keys(var.replicas), url.replica)]]))
    error_message = "The connection URLs name the replicas ${join(", ", distinct(flatten([for user in values(var.users) : [for url in values(user.connection_urls) : url.replica if url.replica != null]])))}; there are: ${join(", ", keys(var.replicas))}."
  }

  validation {
    condition     = var.connection_pool != null || alltrue(flatten([for user in values(var.users) : [for url in values(user.connection_urls) : !url.pooled]]))
    error_message = "These connection URLs are pooled, and there is no connection_pool: ${join(", ", flatten([for user in values(var.users) : [for id, url in user.connection_urls : id if url.pooled]]))}."
  }

  validation {
    condition = alltrue([
      for id in flatten([for name, user in var.users : concat([coalesce(user.password_secret_id, "${var.name}-${name}-password")], keys(user.connection_urls))]) : can(regex("^[a-zA-Z0-9_-]{1,255}$", id))
    ])
    error_message = "The secrets are ${join(", ", flatten([for name, user in var.users : concat([coalesce(user.password_secret_id, "${var.name}-${name}-password")], keys(user.connection_urls))]))}; an id has at most 255 letters, digits, hyphens and underscores."
  }

  validation {
    condition = length(distinct(flatten([for name, user in var.users : concat([coalesce(user.password_secret_id, "${var.name}-${name}-password")], keys(user.connection_urls))]))) == length(
      flatten([for name, user in var.users : concat([coalesce(user.password_secret_id, "${var.name}-${name}-password")], keys(user.connection_urls))])
    )
    error_message = "The secrets are ${join(", ", flatten([for name, user in var.users : concat([coalesce(user.password_secret_id, "${var.name}-${name}-password")], keys(user.connection_urls))]))}; each id may be there only once."
  }

  validation {
    condition     = alltrue(flatten([for user in values(var.users) : [for member in values(user.secret_accessors) : can(regex("^(serviceAccount|user|group|principal|principalSet):.+$", member))]]))
    error_message = "The secrets' accessors are ${join(", ", flatten([for user in values(var.users) : values(user.secret_accessors)]))}; a member looks like serviceAccount:name@project.iam.gserviceaccount.com (or user:, group:, principal:, principalSet:)."
  }
}

variable "iam_users" {
  description = <<-EOT
    Users that sign in with IAM and have no password, by any name that stays the same.
    - `email`: of a service account (whole, with .gserviceaccount.com), a person or a group.
    - `type`: service_account (default), user or group.
    - `database_roles`: roles that exist in the database; without any, migrations must grant what the user needs.
    They also get roles/cloudsql.client and roles/cloudsql.instanceUser, on this instance and its replicas only.
  EOT
  type = map(object({
    email          = string
    type           = optional(string, "service_account")
    database_roles = optional(list(string))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for user in values(var.iam_users) : contains(["service_account", "user", "group"], user.type)])
    error_message = "The types of IAM users are ${join(", ", [for key, user in var.iam_users : "${user.type} (${key})"])}; allowed are service_account, user and group."
  }

  validation {
    condition     = alltrue([for user in values(var.iam_users) : can(regex(user.type == "service_account" ? "^[^@:]+@[^@]+\\.gserviceaccount\\.com$" : "^[^@:]+@[^@]+$", user.email))])
    error_message = "The IAM users are ${join(", ", [for user in values(var.iam_users) : user.email])}; each is a bare address, a service account's ending in .gserviceaccount.com."
  }
}

variable "secret_locations" {
  description = "Regions that the secrets are kept in. Empty (default) leaves it to Google."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "exports" {
  description = <<-EOT
    Exports to a bucket of this instance alone; null (default) makes none.
    - `schedule`: a cron expression; `time_zone`: its time zone, UTC by default.
    - `databases`: which ones; null is all of `databases`.
    - `retention_days`: how long an export is kept.
    - `bucket_name`: null is `<project>-<name>-exports`. `bucket_location`: a region or multi-region; null is the instance's region.
      Another region makes them copies that survive the loss of this one.
    - `storage_class`: STANDARD (default), NEARLINE, COLDLINE or ARCHIVE.
    - `kms_key`: encrypts the bucket; Cloud Storage's service agent needs roles/cloudkms.cryptoKeyEncrypterDecrypter on it.
    - `scheduler_region`: where schedule and workflow are, for regions that lack Cloud Scheduler or Workflows; null is the instance's region.
  EOT
  type = object({
    schedule         = optional(string, "0 1 * * *")
    time_zone        = optional(string, "Etc/UTC")
    databases        = optional(set(string))
    retention_days   = optional(number, 30)
    bucket_name      = optional(string)
    bucket_location  = optional(string)
    storage_class    = optional(string, "STANDARD")
    kms_key          = optional(string)
    scheduler_region = optional(string)
  })
  default = null

  validation {
    condition     = var.exports == null ? true : can(regex("^(\\S+\\s+){4}\\S+$", var.exports.schedule))
    error_message = "The schedule is \"${try(var.exports.schedule, "null")}\"; a cron expression has five fields, such as 0 1 * * *."
  }

  validation {
    condition     = var.exports == null ? true : length(coalesce(var.exports.databases, var.databases)) > 0 && length(setsubtract(coalesce(var.exports.databases, var.databases), var.databases)) == 0
    error_message = "The databases to export are ${join(", ", try(coalesce(var.exports.databases, var.databases), []))}; at least one is needed, of: ${join(", ", var.databases)}."
  }

  validation {
    condition     = var.exports == null ? true : var.exports.retention_days >= 1 && floor(var.exports.retention_days) == var.exports.retention_days
    error_message = "Exports are to be kept for ${try(var.exports.retention_days, "null")} days; a whole number from 1 is allowed."
  }

  validation {
    condition     = var.exports == null ? true : contains(["STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE"], var.exports.storage_class)
    error_message = "The storage class is \"${try(var.exports.storage_class, "null")}\"; allowed are STANDARD, NEARLINE, COLDLINE and ARCHIVE."
  }

  validation {
    condition     = try(var.exports.bucket_name, null) == null ? true : can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.exports.bucket_name))
    error_message = "The bucket is \"${try(coalesce(var.exports.bucket_name, "null"), "null")}\"; its name has 3 to 63 lower-case letters, digits, hyphens, underscores and dots."
  }
}
