variable "project_id" {
  description = "Project that holds the pool and the service accounts. It may be another one than those that are deployed to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$", var.project_id))
    error_message = "The project is \"${var.project_id}\"; allowed is the id of a Google Cloud project, such as shop-production."
  }
}

variable "name" {
  description = <<-EOT
    Prefix of the pool's id and of the service accounts' ids, which are NAME-ENVIRONMENT. A deleted pool keeps its id for 30 days, so a pool that
    is made again in that time needs another name.
  EOT
  type        = string
  default     = "deploy"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,21}[a-z0-9]$", var.name)) && !startswith(var.name, "gcp-")
    error_message = "The name is \"${var.name}\"; allowed are 2 to 23 lower-case letters, digits and hyphens that start with a letter other than in gcp- and do not end with a hyphen."
  }
}

variable "repository" {
  description = "GitHub repository whose runs may sign in, as OWNER/NAME, written exactly as GitHub does: the comparison is case-sensitive."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,38}/[A-Za-z0-9._-]{1,100}$", var.repository))
    error_message = "The repository is \"${var.repository}\"; allowed is OWNER/NAME, such as example/shop, without https:// and .git."
  }
}

variable "repository_id" {
  description = <<-EOT
    Numeric id of that repository (`gh api repos/OWNER/NAME --jq .id`). It keeps out a repository that someone else makes under the same name
    after this one was renamed or deleted. Null: only the name is compared.
  EOT
  type        = string
  default     = null

  validation {
    condition     = var.repository_id == null || can(regex("^[1-9][0-9]{0,18}$", var.repository_id))
    error_message = "The repository's id is \"${coalesce(var.repository_id, "null")}\"; allowed are digits, such as 123456789."
  }
}

variable "deployers" {
  description = <<-EOT
    Service accounts by environment. The key becomes part of the account's id.
    - project_id: project that the account gets its roles in.
    - branch: branch whose runs may use it, such as main, without refs/heads/. No wildcards.
    - github_environment: GitHub environment whose jobs may use it, such as production. GitHub's rules on that environment (reviewers, branches) then decide
      which runs get there, so give the branch too unless those rules name it.
      With both, the run must fit both. One of the two is needed, except with plan_only: without either, that account is for pull requests.
    - roles: roles on the project. Null: with plan_only, viewer roles for what Slipway's modules make; else run.developer, cloudsql.client and monitoring.viewer,
      which is what a release needs. An account that applies Terraform needs more: name the services' admin roles here. One that gets run.developer
      from the services alone needs run.viewer here, to follow operations. Refused: owner, editor, viewer, and every role that hands out access.
    - repositories: Artifact Registry repositories it may push to, as projects/PROJECT/locations/LOCATION/repositories/NAME.
    - act_as: emails of the runtime service accounts that it may deploy services as.
    - state_bucket: bucket of the Terraform state, with uniform access: read and write or, with plan_only, read and lock. State may hold
      secrets, so leave it out where pull requests come from people who may not see them.
    - plan_only: whether the account only reads, and locks the state while it does. Its roles must be viewer roles, and it gets no repositories
      and no act_as.
  EOT
  type = map(object({
    project_id         = string
    branch             = optional(string)
    github_environment = optional(string)
    roles              = optional(set(string))
    repositories       = optional(set(string), [])
    act_as             = optional(set(string), [])
    state_bucket       = optional(string)
    plan_only          = optional(bool, false)
  }))
  nullable = false

  validation {
    condition     = length(var.deployers) > 0
    error_message = "There are no deployers; at least one environment is needed."
  }

  validation {
    condition     = alltrue([for environment in keys(var.deployers) : can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", "${var.name}-${environment}"))])
    error_message = "The accounts' ids would be ${join(", ", [for environment in keys(var.deployers) : "\"${var.name}-${environment}\""])}; allowed are 6 to 30 lower-case letters, digits and hyphens that do not end with a hyphen."
  }

  validation {
    condition     = alltrue([for deployer in values(var.deployers) : can(regex("^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$", deployer.project_id))])
    error_message = "The deployers' projects are ${join(", ", [for deployer in values(var.deployers) : "\"${deployer.project_id}\""])}; allowed are ids of Google Cloud projects, such as shop-production."
  }

  validation {
    condition     = alltrue([for deployer in values(var.deployers) : deployer.plan_only || deployer.branch != null || deployer.github_environment != null])
    error_message = "No branch and no github_environment has: ${join(", ", [for environment, deployer in var.deployers : environment if !deployer.plan_only && deployer.branch == null && deployer.github_environment == null])}; one of the two, or both, is needed unless plan_only is true."
  }

  validation {
    condition     = alltrue([for deployer in values(var.deployers) : deployer.branch == null || can(regex("^[A-Za-z0-9_][A-Za-z0-9._/-]{0,99}$", deployer.branch)) && !startswith(coalesce(deployer.branch, "-"), "refs/")])
    error_message = "The branches are ${join(", ", [for deployer in values(var.deployers) : "\"${deployer.branch}\"" if deployer.branch != null])}; allowed is one branch's name, such as main, without refs/heads/ and without wildcards."
  }

  validation {
    condition     = alltrue([for deployer in values(var.deployers) : deployer.github_environment == null || can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", deployer.github_environment))])
    error_message = "The GitHub environments are ${join(", ", [for deployer in values(var.deployers) : "\"${deployer.github_environment}\"" if deployer.github_environment != null])}; allowed are up to 64 letters, digits, dots, hyphens and underscores."
  }

  validation {
    condition = alltrue(flatten([for deployer in values(var.deployers) : [
      for role in coalesce(deployer.roles, []) : can(regex("^(roles|projects/[a-z0-9.:-]+/roles|organizations/[0-9]+/roles)/[A-Za-z0-9_.]+$", role))
    ]]))
    error_message = "The roles are ${join(", ", distinct(flatten([for deployer in values(var.deployers) : [for role in coalesce(deployer.roles, []) : "\"${role}\""]])))}; allowed are roles/NAME and custom roles (projects/PROJECT/roles/NAME)."
  }

  validation {
    condition = alltrue(flatten([for deployer in values(var.deployers) : [
      for role in coalesce(deployer.roles, []) : !can(regex("^roles/(owner|editor|viewer)$", role))
    ]]))
    error_message = "A deployer has roles/owner, roles/editor or roles/viewer, which reach every service of the project; name the roles of the services it uses instead."
  }

  validation {
    condition = alltrue(flatten([for deployer in values(var.deployers) : [
      for role in coalesce(deployer.roles, []) : (
        can(regex("(?i)(viewer|reviewer)$", role)) || !can(regex("^roles/(iam|resourcemanager|billing|orgpolicy|accesscontextmanager|privilegedaccessmanager)\\.", role))
      )
    ]]))
    error_message = "Refused are: ${join(", ", distinct(flatten([for deployer in values(var.deployers) : [for role in coalesce(deployer.roles, []) : role if can(regex("^roles/(iam|resourcemanager|billing|orgpolicy|accesscontextmanager|privilegedaccessmanager)\\.", role)) && !can(regex("(?i)(viewer|reviewer)$", role))]])))}. Such roles hand out access, so whoever pushes a commit could take the project over. Use act_as for runtime accounts, and let a person apply what needs them."
  }

  validation {
    condition = alltrue(flatten([for deployer in values(var.deployers) : [
      for role in coalesce(deployer.roles, []) : can(regex("(?i)(viewer|reviewer|reader|browser)$", role)) if deployer.plan_only
    ]]))
    error_message = "Accounts with plan_only have these roles: ${join(", ", distinct(flatten([for deployer in values(var.deployers) : [for role in coalesce(deployer.roles, []) : role if deployer.plan_only]])))}; allowed are those whose names end in viewer, reviewer, reader or browser."
  }

  validation {
    condition     = alltrue([for deployer in values(var.deployers) : !deployer.plan_only || length(deployer.repositories) + length(deployer.act_as) == 0])
    error_message = "Repositories or act_as have: ${join(", ", [for environment, deployer in var.deployers : environment if deployer.plan_only && length(deployer.repositories) + length(deployer.act_as) > 0])}; with plan_only an account gets neither."
  }

  validation {
    condition = alltrue(flatten([for deployer in values(var.deployers) : [
      for repository in deployer.repositories : can(regex("^projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/repositories/[a-z][a-z0-9-]{0,62}$", repository))
    ]]))
    error_message = "The repositories are ${join(", ", distinct(flatten([for deployer in values(var.deployers) : [for repository in deployer.repositories : "\"${repository}\""]])))}; allowed is projects/PROJECT/locations/LOCATION/repositories/NAME."
  }

  validation {
    condition = alltrue(flatten([for deployer in values(var.deployers) : [
      for email in deployer.act_as : can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z0-9.-]+\\.iam\\.gserviceaccount\\.com$", email))
    ]]))
    error_message = "The act_as accounts are ${join(", ", distinct(flatten([for deployer in values(var.deployers) : [for email in deployer.act_as : "\"${email}\""]])))}; allowed are accounts made for a service, NAME@PROJECT.iam.gserviceaccount.com, and not Google's default accounts, which may do too much."
  }

  validation {
    condition     = alltrue([for deployer in values(var.deployers) : deployer.state_bucket == null || can(regex("^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", deployer.state_bucket))])
    error_message = "The state buckets are ${join(", ", [for deployer in values(var.deployers) : "\"${deployer.state_bucket}\"" if deployer.state_bucket != null])}; allowed are names of buckets, without gs://."
  }
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to delete the pool and its provider, without which no release can sign in."
  type        = bool
  default     = true
  nullable    = false
}
