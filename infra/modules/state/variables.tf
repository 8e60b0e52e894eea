variable "project_id" {
  description = "Project of the bucket and its key."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$", var.project_id))
    error_message = "The project is \"${var.project_id}\"; allowed is the id of a Google Cloud project, such as shop-production."
  }
}

variable "region" {
  description = "Region of the bucket and its key, which must be in the same one. Neither can be moved later."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "The region is \"${var.region}\"; allowed is a region of Google Cloud, such as europe-west6."
  }
}

variable "name" {
  description = "Prefix of the bucket and the key ring: both are called NAME-state. Names of buckets are unique in all of Google Cloud, so start with the project or the company."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9](?:[a-z0-9-]{0,54}[a-z0-9])?$", var.name)) && !startswith(var.name, "goog") && !can(regex("google", var.name))
    error_message = "The name is \"${var.name}\"; allowed are 1 to 56 lower-case letters, digits and hyphens that begin and end with a letter or digit, do not begin with goog and do not contain google."
  }
}

variable "labels" {
  description = "Labels of the bucket and its key."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))])
    error_message = "The labels are ${jsonencode(var.labels)}; allowed are up to 63 lower-case letters, digits, _ and -, and keys start with a letter."
  }
}

variable "writers" {
  description = "Members that apply Terraform: they read, write and lock the state. Known when planning, as they are keys."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.writers : can(regex("^(user|group|serviceAccount|principal|principalSet):\\S+$", member))])
    error_message = "The writers are ${jsonencode(var.writers)}; allowed are named members, such as serviceAccount:deploy-production@example.iam.gserviceaccount.com, and not allUsers, allAuthenticatedUsers, domains or everybody with a role on the project."
  }
}

variable "readers" {
  description = "Members that only read, such as a release that takes outputs. State may hold secrets."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.readers : can(regex("^(user|group|serviceAccount|principal|principalSet):\\S+$", member))])
    error_message = "The readers are ${jsonencode(var.readers)}; allowed are named members, such as group:platform@example.com, and not allUsers, allAuthenticatedUsers, domains or everybody with a role on the project."
  }
}

variable "planners" {
  description = "Members that plan: they read the state and lock it meanwhile, and cannot change it."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.planners : can(regex("^(user|group|serviceAccount|principal|principalSet):\\S+$", member))])
    error_message = "The planners are ${jsonencode(var.planners)}; allowed are named members, such as group:platform@example.com, and not allUsers, allAuthenticatedUsers, domains or everybody with a role on the project."
  }

  validation {
    condition     = length(setintersection(var.planners, setunion(var.writers, var.readers))) == 0
    error_message = "Planners and also writers or readers are: ${join(", ", setintersection(var.planners, setunion(var.writers, var.readers)))}; name each member once."
  }
}

variable "storage_agent" {
  description = "Cloud Storage's service agent in the project, as a member, known when planning. Null (default) looks it up, and then its right to use the key is given anew whenever this module waits for something else that changes."
  type        = string
  default     = null

  validation {
    condition     = var.storage_agent == null || startswith(coalesce(var.storage_agent, "-"), "serviceAccount:")
    error_message = "The storage agent is \"${coalesce(var.storage_agent, "null")}\"; allowed is a member such as serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com."
  }
}

variable "versions_kept" {
  description = "How many earlier versions of each state are always kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.versions_kept >= 1 && var.versions_kept <= 1000 && floor(var.versions_kept) == var.versions_kept
    error_message = "The number of versions is ${var.versions_kept}; allowed are whole numbers from 1 to 1000."
  }
}

variable "version_retention_days" {
  description = "Days that an earlier version is kept for at least, however many newer ones there are."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.version_retention_days >= 1 && var.version_retention_days <= 3650 && floor(var.version_retention_days) == var.version_retention_days
    error_message = "The retention is ${var.version_retention_days} days; allowed are whole numbers from 1 to 3650."
  }
}

variable "soft_delete_days" {
  description = "Days in which a deleted version, or the deleted bucket, can still be restored."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.soft_delete_days >= 7 && var.soft_delete_days <= 90 && floor(var.soft_delete_days) == var.soft_delete_days
    error_message = "The soft delete lasts ${var.soft_delete_days} days; allowed are whole numbers from 7 to 90."
  }
}

variable "key_rotation_days" {
  description = "Days after which a new version of the key is made. Earlier versions stay, as they decrypt what they encrypted."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.key_rotation_days >= 1 && var.key_rotation_days <= 365 && floor(var.key_rotation_days) == var.key_rotation_days
    error_message = "The key is rotated every ${var.key_rotation_days} days; allowed are whole numbers from 1 to 365."
  }
}

variable "log_bucket" {
  description = "Bucket that gets usage logs of this one; group:cloud-storage-analytics@google.com must be able to create objects there. Null: none. Cloud Audit Logs tell who read what and need no bucket."
  type        = string
  default     = null

  validation {
    condition     = var.log_bucket == null || can(regex("^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", var.log_bucket))
    error_message = "The log bucket is \"${coalesce(var.log_bucket, "null")}\"; allowed is the name of a bucket, without gs://."
  }
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to delete the bucket and the key. Even without it, only an empty bucket is deleted."
  type        = bool
  default     = true
  nullable    = false
}
