variable "project_id" {
  description = "The project that the secrets are made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project id is \"${var.project_id}\"; it has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "name" {
  description = "The prefix of the rotation topic. The secrets have no prefix: their names are those that services ask for."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,61}$", var.name)) && !startswith(var.name, "goog")
    error_message = "The name is \"${var.name}\"; it has at most 62 lower-case letters, digits and hyphens, begins with a letter and not with goog."
  }
}

variable "labels" {
  description = "Labels for the secrets and the topic."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to delete the secrets, and with them their values. Turn it off, here or for one secret, apply, and only then take it out."
  type        = bool
  default     = true
  nullable    = false
}

variable "secrets" {
  description = <<-EOT
    Secrets, by id.
    - `accessors`: who may read the values, as IAM members by any name that stays the same.
    - `rotators`: who may add, disable and destroy values, likewise.
    - `rotation_days`: how often a message on the rotation topic asks for a new value, 1 to 36500; null (default) never does. A change
      counts from the time that is already set.
    - `expire_time`: when Secret Manager deletes the secret, such as 2030-01-01T00:00:00Z; null is never.
    - `locations`: regions to keep it in, each with a `kms_key` of its region or null. {} (default) is automatic replication.
    - `kms_key`: for automatic replication, a key in the location global. Null uses Google's. Secret Manager's service agent needs
      roles/cloudkms.cryptoKeyEncrypterDecrypter on every key.
    - `version_aliases`: names for versions, such as { current = "3" }. The versions must exist.
    - `destroy_delay_days`: for so long a destroyed value can be brought back, 1 to 1000; 7 by default, 0 destroys at once.
    - `deletion_protection`: for this one; null is the module's.
    - `labels`: further ones.
  EOT
  type = map(object({
    accessors           = optional(map(string), {})
    rotators            = optional(map(string), {})
    rotation_days       = optional(number)
    expire_time         = optional(string)
    locations           = optional(map(object({ kms_key = optional(string) })), {})
    kms_key             = optional(string)
    version_aliases     = optional(map(string), {})
    destroy_delay_days  = optional(number, 7)
    deletion_protection = optional(bool)
    labels              = optional(map(string), {})
  }))
  nullable = false

  validation {
    condition     = alltrue([for id in keys(var.secrets) : can(regex("^[a-zA-Z0-9_-]{1,255}$", id))])
    error_message = "The secrets are ${join(", ", keys(var.secrets))}; an id has at most 255 letters, digits, hyphens and underscores."
  }

  validation {
    condition     = alltrue(flatten([for secret in values(var.secrets) : [for member in concat(values(secret.accessors), values(secret.rotators)) : can(regex("^(serviceAccount|user|group|principal|principalSet):.+$", member))]]))
    error_message = "The members are ${join(", ", distinct(flatten([for secret in values(var.secrets) : concat(values(secret.accessors), values(secret.rotators))])))}; a member looks like serviceAccount:name@project.iam.gserviceaccount.com (or user:, group:, principal:, principalSet:)."
  }

  validation {
    condition     = alltrue([for secret in values(var.secrets) : secret.rotation_days == null ? true : secret.rotation_days >= 1 && secret.rotation_days <= 36500 && floor(secret.rotation_days) == secret.rotation_days])
    error_message = "The rotation periods are ${join(", ", [for id, secret in var.secrets : "${secret.rotation_days} days (${id})" if secret.rotation_days != null])}; a whole number from 1 to 36500 is allowed."
  }

  validation {
    condition     = alltrue([for secret in values(var.secrets) : secret.expire_time == null ? true : can(timeadd(secret.expire_time, "0s"))])
    error_message = "The secrets expire at ${join(", ", [for id, secret in var.secrets : "${secret.expire_time} (${id})" if secret.expire_time != null])}; a time looks like 2030-01-01T00:00:00Z."
  }

  validation {
    condition     = alltrue([for secret in values(var.secrets) : secret.kms_key == null || length(secret.locations) == 0])
    error_message = "These secrets have locations and a kms_key for automatic replication: ${join(", ", [for id, secret in var.secrets : id if secret.kms_key != null && length(secret.locations) > 0])}. Give each location its own kms_key instead."
  }

  validation {
    condition     = alltrue([for secret in values(var.secrets) : secret.kms_key == null ? true : can(regex("^projects/[^/]+/locations/global/keyRings/[^/]+/cryptoKeys/[^/]+$", secret.kms_key))])
    error_message = "The keys of automatic replication are ${join(", ", [for secret in values(var.secrets) : secret.kms_key if secret.kms_key != null])}; each looks like projects/<project>/locations/global/keyRings/<ring>/cryptoKeys/<name>."
  }

  validation {
    condition = alltrue(flatten([
      for secret in values(var.secrets) : [for location, replica in secret.locations : replica.kms_key == null ? true : can(regex("^projects/[^/]+/locations/${location}/keyRings/[^/]+/cryptoKeys/[^/]+$", replica.kms_key))]
    ]))
    error_message = "The locations' keys are ${join(", ", flatten([for secret in values(var.secrets) : [for location, replica in secret.locations : "${replica.kms_key} (${location})" if replica.kms_key != null]]))}; each is in its own location and looks like projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<name>."
  }

  validation {
    condition     = alltrue(flatten([for secret in values(var.secrets) : [for alias, version in secret.version_aliases : can(regex("^[a-zA-Z][a-zA-Z0-9_-]{0,62}$", alias)) && alias != "latest" && can(regex("^[1-9][0-9]*$", version))]]))
    error_message = "The version aliases are ${jsonencode({ for id, secret in var.secrets : id => secret.version_aliases if length(secret.version_aliases) > 0 })}; an alias begins with a letter, has at most 63 letters, digits, hyphens and underscores and is not latest, and its version is a number."
  }

  validation {
    condition     = alltrue([for secret in values(var.secrets) : secret.destroy_delay_days >= 0 && secret.destroy_delay_days <= 1000 && floor(secret.destroy_delay_days) == secret.destroy_delay_days])
    error_message = "The delays before destruction are ${join(", ", [for id, secret in var.secrets : "${secret.destroy_delay_days} days (${id})"])}; a whole number from 0 to 1000 is allowed."
  }
}

variable "rotation_topic_kms_key" {
  description = "The key that encrypts the rotation topic; its messages name secrets, and never hold their values. Null (default) uses Google's."
  type        = string
  default     = null
}

variable "service_agents" {
  description = "Service agents by API, which is what required-apis puts out. Empty (default): Secret Manager's is looked up, and the right to publish is given anew whenever this module waits for something else that changes."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for member in values(var.service_agents) : can(regex("^serviceAccount:.+$", member))])
    error_message = "The service agents are ${jsonencode(var.service_agents)}; a member looks like serviceAccount:service-123456789012@gcp-sa-secretmanager.iam.gserviceaccount.com."
  }
}
