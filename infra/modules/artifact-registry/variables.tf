variable "project_id" {
  type        = string
  description = "Project that the repository belongs to."
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project_id is \"${var.project_id}\"; it must be a project's id of 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  type        = string
  description = "Region, such as europe-west6, or one of the multi-regions europe, us and asia. Services start faster from a repository near them."
  nullable    = false

  validation {
    condition     = can(regex("^(europe|us|asia|[a-z]+-[a-z]+[0-9]+)$", var.region))
    error_message = "The region is \"${var.region}\"; it must be a region's name, such as europe-west6, or europe, us or asia."
  }
}

variable "name" {
  type        = string
  description = "Name of the repository."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", var.name))
    error_message = "The name is \"${var.name}\"; it must have at most 63 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "description" {
  type        = string
  description = "What the repository is for, for people who look at it. Null, the default, is none."
  default     = null
}

variable "format" {
  type        = string
  description = "What the repository holds: DOCKER for images and other OCI artefacts, or APT, GENERIC, GO, KFP, MAVEN, NPM, PYTHON, YUM."
  default     = "DOCKER"
  nullable    = false

  validation {
    condition     = contains(["APT", "DOCKER", "GENERIC", "GO", "KFP", "MAVEN", "NPM", "PYTHON", "YUM"], var.format)
    error_message = "The format is \"${var.format}\"; it must be APT, DOCKER, GENERIC, GO, KFP, MAVEN, NPM, PYTHON or YUM."
  }
}

variable "labels" {
  type        = map(string)
  description = "Labels of the repository."
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))
    ])
    error_message = "The labels are ${jsonencode(var.labels)}; keys and values must have at most 63 lower-case letters, digits, _ and -, and keys must begin with a letter."
  }
}

variable "deletion_protection" {
  type        = bool
  description = "Whether Terraform refuses to destroy the repository, and with it all that it holds."
  default     = true
  nullable    = false
}

variable "immutable_tags" {
  type        = bool
  description = "Whether a tag, once pushed, stays on its image. Only for DOCKER. Clean-up cannot then delete tagged images, and a tag that moves, such as a branch's, cannot be pushed twice. Releases go by digest either way."
  default     = false
  nullable    = false

  validation {
    condition     = !var.immutable_tags || var.format == "DOCKER"
    error_message = "The immutable_tags is true and the format ${var.format}; only DOCKER has tags to keep."
  }

  validation {
    condition     = !var.immutable_tags || length(var.cleanup.delete_tagged) == 0
    error_message = "The immutable_tags is true and cleanup.delete_tagged has ${jsonencode(keys(var.cleanup.delete_tagged))}; tagged images cannot be deleted while their tags are immutable."
  }
}

variable "cleanup" {
  type = object({
    keep_most_recent           = optional(number)
    keep_tag_prefixes          = optional(set(string), [])
    delete_untagged_after_days = optional(number)
    delete_tagged = optional(map(object({
      prefixes        = set(string)
      older_than_days = number
    })), {})
    dry_run = optional(bool, false)
  })
  description = "What is deleted, about once a day. delete_untagged_after_days: age at which versions without a tag go. delete_tagged: by a name of your own, tag prefixes and the age at which versions with such a tag go. keep_most_recent: versions of each package that stay whatever their age. keep_tag_prefixes: versions with such a tag stay. Keeping beats deleting. dry_run: only writes to the audit log what would go. Clean-up does not know what runs: keep as many versions as you may want to go back to. Null deletes or keeps nothing of that kind. Default: untagged versions go after 14 days, except the 20 newest."
  default     = { keep_most_recent = 20, delete_untagged_after_days = 14 }
  nullable    = false

  validation {
    condition = alltrue(concat(
      [for days in [var.cleanup.delete_untagged_after_days] : days == null || try(days >= 1 && floor(days) == days, false)],
      [for rule in var.cleanup.delete_tagged : rule.older_than_days >= 1 && floor(rule.older_than_days) == rule.older_than_days],
    ))
    error_message = "The cleanup's ages are ${jsonencode(concat([var.cleanup.delete_untagged_after_days], [for rule in var.cleanup.delete_tagged : rule.older_than_days]))} days; each must be a whole number from 1."
  }

  validation {
    condition     = var.cleanup.keep_most_recent == null || try(var.cleanup.keep_most_recent >= 1 && floor(var.cleanup.keep_most_recent) == var.cleanup.keep_most_recent, false)
    error_message = "The cleanup's keep_most_recent is ${coalesce(var.cleanup.keep_most_recent, 0)}; it must be a whole number from 1."
  }

  validation {
    condition     = alltrue([for rule in var.cleanup.delete_tagged : length(rule.prefixes) > 0])
    error_message = "The cleanup's delete_tagged is ${jsonencode(var.cleanup.delete_tagged)}; each rule needs at least one prefix."
  }

  validation {
    condition     = alltrue([for key in keys(var.cleanup.delete_tagged) : can(regex("^[a-z][a-z0-9-]{0,50}$", key)) && key != "untagged"])
    error_message = "The cleanup's delete_tagged has ${jsonencode(keys(var.cleanup.delete_tagged))}; names must be lower-case letters, digits and hyphens, begin with a letter, and not be untagged."
  }

  validation {
    condition     = length(var.cleanup.delete_tagged) <= 7
    error_message = "The cleanup has ${length(var.cleanup.delete_tagged)} delete_tagged rules; with the three others a repository has room for 7, as it takes 10 policies."
  }

  validation {
    condition     = !contains(["APT", "YUM"], var.format) || (var.cleanup.delete_untagged_after_days == null && length(var.cleanup.delete_tagged) == 0 && var.cleanup.keep_most_recent == null && length(var.cleanup.keep_tag_prefixes) == 0)
    error_message = "The format is ${var.format} and there are clean-up rules; Artifact Registry has none for it, so set cleanup to {}."
  }
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the repository: projects/PROJECT/locations/LOCATION/keyRings/RING/cryptoKeys/KEY. Artifact Registry's service agent must be allowed to use it. It cannot be changed later. Null, the default, is a key of Google's."
  default     = null

  validation {
    condition     = var.kms_key_name == null || can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key_name))
    error_message = "The kms_key_name is \"${coalesce(var.kms_key_name, "null")}\"; it must be projects/PROJECT/locations/LOCATION/keyRings/RING/cryptoKeys/KEY."
  }
}

variable "vulnerability_scanning" {
  type        = bool
  description = "Whether Google scans what is pushed, where the project has the Container Scanning API enabled; it bills by image. False turns it off for this repository."
  default     = true
  nullable    = false
}

variable "readers" {
  type        = set(string)
  description = "Members that may pull (roles/artifactregistry.reader). Cloud Run pulls with its own service agent, which a project other than this one must be granted here: serviceAccount:service-NUMBER@serverless-robot-prod.iam.gserviceaccount.com."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.readers : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):", member))])
    error_message = "The readers are ${jsonencode(var.readers)}; each must begin with user:, group:, serviceAccount:, domain:, principal: or principalSet:."
  }
}

variable "writers" {
  type        = set(string)
  description = "Members that may push and pull (roles/artifactregistry.writer), such as the release pipeline's account."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.writers : can(regex("^(user|group|serviceAccount|principal|principalSet):", member))])
    error_message = "The writers are ${jsonencode(var.writers)}; each must begin with user:, group:, serviceAccount:, principal: or principalSet:."
  }
}
