variable "project_id" {
  description = "Project that all environments share. Nothing is released to it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project_id is \"${var.project_id}\"; it must have 6 to 30 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "region" {
  description = "Region of the buckets and the images, such as europe-west6. Buckets cannot be moved later."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "The region is \"${var.region}\"; it must be a region's name, such as europe-west6."
  }
}

variable "name" {
  description = "Name of the images' repository, and prefix of the buckets, which are NAME-ENVIRONMENT-state. Names of buckets are unique in all of Google Cloud."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,28}[a-z0-9]$", var.name))
    error_message = "The name is \"${var.name}\"; it must have 2 to 30 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "github_repository" {
  description = "Repository whose runs sign in, as OWNER/NAME, written exactly as GitHub does."
  type        = string
  nullable    = false
}

variable "github_repository_id" {
  description = "Its number (`gh api repos/OWNER/NAME --jq .id`), which keeps out a later repository of the same name. Null: only the name is compared."
  type        = string
  default     = null
}

variable "environments" {
  description = <<-EOT
    Environments by name. The account of each is deploy-NAME.
    - `project_id`: the project it is in.
    - `branch`, `github_environment`: which runs may use its account: those of that branch, those of jobs that name that GitHub environment, or,
      with both, only what fits both. GitHub's environment says who must agree first, and which branches may come.
    - `applies`: whether that account also applies Terraform. If not, people do, with rights of their own.
    - `appliers`: people and groups that apply it too, such as group:platform@example.com. Here they get to its state, and no other right.
    - `plans_from`: "pull requests", or a branch, whose runs may plan as deploy-plan-NAME, which reads everything and changes nothing. Null: none.
      It reads the state, and secrets in it: not for pull requests to production.
    - `images`: push, or pull, to or from the shared repository; own where the environment has one of its own.
  EOT
  type = map(object({
    project_id         = string
    branch             = optional(string)
    github_environment = optional(string)
    applies            = optional(bool, false)
    appliers           = optional(set(string), [])
    plans_from         = optional(string)
    images             = optional(string, "pull")
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.environments) : can(regex("^[a-z][a-z0-9-]{0,16}[a-z0-9]$", name)) && name != "bootstrap"])
    error_message = "The environments are ${join(", ", keys(var.environments))}; each name must have 2 to 18 lower-case letters, digits and hyphens, begin with a letter, not end with a hyphen, and not be bootstrap."
  }

  validation {
    condition     = alltrue([for environment in var.environments : contains(["push", "pull", "own"], environment.images)])
    error_message = "The environments' images are ${jsonencode({ for name, environment in var.environments : name => environment.images })}; each must be push, pull or own."
  }
}
