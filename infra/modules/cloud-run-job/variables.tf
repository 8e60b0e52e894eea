variable "project_id" {
  type        = string
  description = "Project that the job runs in."
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project_id is \"${var.project_id}\"; it must be a project's id of 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  type        = string
  description = "Region that the job runs in, such as europe-west6."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "The region is \"${var.region}\"; it must be a region's name, such as europe-west6."
  }
}

variable "name" {
  type        = string
  description = "Name of the job."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$", var.name))
    error_message = "The name is \"${var.name}\"; it must have at most 49 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "labels" {
  type        = map(string)
  description = "Labels of the job. They also tell its costs apart on the bill."
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
  description = "Whether Terraform refuses to destroy the job."
  default     = true
  nullable    = false
}

variable "image" {
  type        = string
  description = "Image that the job is made with. Later ones are the pipeline's, so a change of this value does nothing to a job that exists."
  default     = "us-docker.pkg.dev/cloudrun/container/job"
  nullable    = false
}

variable "command" {
  type        = list(string)
  description = "Command in place of the image's entrypoint, as a list of words; no shell reads it. Null, the default, runs the entrypoint."
  default     = null
}

variable "args" {
  type        = list(string)
  description = "Arguments in place of the image's. Null, the default, keeps the image's."
  default     = null
}

variable "task_count" {
  type        = number
  description = "Tasks of one execution, 1 to 10000. Each learns its number from CLOUD_RUN_TASK_INDEX."
  default     = 1
  nullable    = false

  validation {
    condition     = var.task_count >= 1 && var.task_count <= 10000 && floor(var.task_count) == var.task_count
    error_message = "The task_count is ${var.task_count}; it must be a whole number from 1 to 10000."
  }
}

variable "parallelism" {
  type        = number
  description = "Most tasks at once. Null, the default, runs as many as Cloud Run has room for."
  default     = null

  validation {
    condition     = var.parallelism == null || try(var.parallelism >= 1 && var.parallelism <= var.task_count, false)
    error_message = "The parallelism is ${coalesce(var.parallelism, 0)}; it must be from 1 to task_count, ${var.task_count}."
  }
}

variable "max_retries" {
  type        = number
  description = "Times that a failed task is run again, 0 to 10. The default of 0 suits migrations, which somebody should look at before they run twice."
  default     = 0
  nullable    = false

  validation {
    condition     = var.max_retries >= 0 && var.max_retries <= 10 && floor(var.max_retries) == var.max_retries
    error_message = "The max_retries is ${var.max_retries}; it must be a whole number from 0 to 10."
  }
}

variable "timeout_seconds" {
  type        = number
  description = "Longest time for one try of a task, in seconds, up to 604800 (7 days)."
  default     = 600
  nullable    = false

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 604800 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "The timeout_seconds is ${var.timeout_seconds}; it must be a whole number from 1 to 604800."
  }
}

variable "resources" {
  type = object({
    cpu    = optional(number, 1)
    memory = optional(string, "512Mi")
  })
  description = "One task's share of a machine. cpu: 1, 2, 4, 6 or 8. memory: at least 512Mi, in Mi or Gi."
  default     = {}
  nullable    = false

  validation {
    condition     = contains(keys(local.memory_by_cpu), tostring(var.resources.cpu))
    error_message = "The cpu is ${var.resources.cpu}; it must be 1, 2, 4, 6 or 8."
  }

  validation {
    condition     = can(regex("^[1-9][0-9]*(Mi|Gi)$", var.resources.memory))
    error_message = "The memory is \"${var.resources.memory}\"; it must be a whole number with Mi or Gi, such as 512Mi."
  }

  validation {
    condition = try(anytrue([
      for mib in [tonumber(regex("^[0-9]+", var.resources.memory)) * (endswith(var.resources.memory, "Gi") ? 1024 : 1)] :
      mib >= local.memory_by_cpu[tostring(var.resources.cpu)].min && mib <= local.memory_by_cpu[tostring(var.resources.cpu)].max
    ]), true)
    error_message = "The memory is \"${var.resources.memory}\" with ${var.resources.cpu} CPU; allowed are ${join(", ", [for cpu, row in local.memory_by_cpu : "${row.min}Mi to ${row.max}Mi with ${cpu}"])}."
  }
}

variable "execution_environment" {
  type        = string
  description = "EXECUTION_ENVIRONMENT_GEN1 or EXECUTION_ENVIRONMENT_GEN2. Null, the default, lets Cloud Run choose, which is the second for jobs."
  default     = null

  validation {
    condition     = var.execution_environment == null || contains(["EXECUTION_ENVIRONMENT_GEN1", "EXECUTION_ENVIRONMENT_GEN2"], coalesce(var.execution_environment, "-"))
    error_message = "The execution_environment is \"${coalesce(var.execution_environment, "null")}\"; it must be EXECUTION_ENVIRONMENT_GEN1, EXECUTION_ENVIRONMENT_GEN2 or null."
  }
}

variable "environment" {
  type        = map(string)
  description = "Environment variables with plain values. What is secret belongs in secrets."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.environment) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", key))])
    error_message = "The environment has ${jsonencode(keys(var.environment))}; names must be letters, digits and _, and must not begin with a digit."
  }

  validation {
    condition     = alltrue([for key in keys(var.environment) : !contains(["CLOUD_RUN_JOB", "CLOUD_RUN_EXECUTION", "CLOUD_RUN_TASK_INDEX", "CLOUD_RUN_TASK_ATTEMPT", "CLOUD_RUN_TASK_COUNT"], key)])
    error_message = "The environment has ${jsonencode(keys(var.environment))}; Cloud Run itself sets CLOUD_RUN_JOB, CLOUD_RUN_EXECUTION and CLOUD_RUN_TASK_INDEX, _ATTEMPT and _COUNT."
  }
}

variable "secrets" {
  type = map(object({
    secret  = string
    version = optional(string, "latest")
  }))
  description = "Environment variables with values from Secret Manager, by variable. secret: the secret's name, or projects/PROJECT/secrets/NAME if it is another project's. version: a number, or latest, which is read whenever a task starts. The job's account may then read exactly these secrets."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.secrets) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", key))])
    error_message = "The secrets have ${jsonencode(keys(var.secrets))}; names of variables must be letters, digits and _, and must not begin with a digit."
  }

  validation {
    condition     = length(setintersection(keys(var.secrets), keys(var.environment))) == 0
    error_message = "Both environment and secrets have ${jsonencode(setintersection(keys(var.secrets), keys(var.environment)))}; a variable must be in one of them."
  }

  validation {
    condition     = alltrue([for entry in var.secrets : can(regex("^(projects/[a-z0-9:.-]+/secrets/)?[A-Za-z0-9_-]{1,255}$", entry.secret))])
    error_message = "The secrets are ${jsonencode([for entry in var.secrets : entry.secret])}; each must be a name of letters, digits, _ and -, or projects/PROJECT/secrets/NAME."
  }

  validation {
    condition     = alltrue([for entry in var.secrets : can(regex("^(latest|[1-9][0-9]*)$", entry.version))])
    error_message = "The secrets' versions are ${jsonencode([for entry in var.secrets : entry.version])}; each must be a number or latest."
  }
}

variable "secret_files" {
  type = map(object({
    secret  = string
    version = optional(string, "latest")
    file    = string
  }))
  description = "Secrets as files, by the directory that each appears in, such as /etc/tls. secret and version: as in secrets; latest is read anew on each access. file: the file's name in the directory. A directory holds one secret and hides what the image has there."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for directory in keys(var.secret_files) : can(regex("^(/[A-Za-z0-9._-]+)+$", directory)) && !startswith(directory, "/cloudsql")])
    error_message = "The secret_files' directories are ${jsonencode(keys(var.secret_files))}; each must be an absolute path without a slash at its end, and not /cloudsql."
  }

  validation {
    condition     = alltrue([for entry in var.secret_files : can(regex("^[A-Za-z0-9._-]+$", entry.file))])
    error_message = "The secret_files' names are ${jsonencode([for entry in var.secret_files : entry.file])}; each must be a file's name without a slash."
  }

  validation {
    condition     = alltrue([for entry in var.secret_files : can(regex("^(projects/[a-z0-9:.-]+/secrets/)?[A-Za-z0-9_-]{1,255}$", entry.secret))])
    error_message = "The secret_files' secrets are ${jsonencode([for entry in var.secret_files : entry.secret])}; each must be a name of letters, digits, _ and -, or projects/PROJECT/secrets/NAME."
  }

  validation {
    condition     = alltrue([for entry in var.secret_files : can(regex("^(latest|[1-9][0-9]*)$", entry.version))])
    error_message = "The secret_files' versions are ${jsonencode([for entry in var.secret_files : entry.version])}; each must be a number or latest."
  }
}

variable "cloud_sql_instances" {
  type        = set(string)
  description = "Cloud SQL instances, as PROJECT:REGION:INSTANCE, whose sockets appear under /cloudsql. The job's account may then connect to exactly these. A database with a private IP needs vpc instead."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for connection in var.cloud_sql_instances : can(regex("^[a-z0-9.:-]+:[a-z]+-[a-z]+[0-9]+:[a-z][a-z0-9-]*$", connection))])
    error_message = "The cloud_sql_instances are ${jsonencode(var.cloud_sql_instances)}; each must be PROJECT:REGION:INSTANCE."
  }
}

variable "vpc" {
  type = object({
    connector  = optional(string)
    network    = optional(string)
    subnetwork = optional(string)
    tags       = optional(list(string), [])
    egress     = optional(string, "PRIVATE_RANGES_ONLY")
  })
  description = "The job's way into a VPC network: either a connector, or network and subnetwork (one of the two is enough) for direct egress with optional network tags. egress: PRIVATE_RANGES_ONLY, or ALL_TRAFFIC, which then needs Cloud NAT to reach the internet. Null, the default, is none."
  default     = null

  validation {
    condition     = var.vpc == null || (try(var.vpc.connector, null) != null) != (try(var.vpc.network, null) != null || try(var.vpc.subnetwork, null) != null)
    error_message = "The vpc has ${try(var.vpc.connector, null) == null ? "neither a connector nor a network or subnetwork" : "both a connector and a network or subnetwork"}; it must have one of the two."
  }

  validation {
    condition     = contains(["PRIVATE_RANGES_ONLY", "ALL_TRAFFIC"], try(var.vpc.egress, "ALL_TRAFFIC"))
    error_message = "The vpc's egress is \"${try(var.vpc.egress, "")}\"; it must be PRIVATE_RANGES_ONLY or ALL_TRAFFIC."
  }

  validation {
    condition     = length(try(var.vpc.tags, [])) == 0 || try(var.vpc.connector, null) == null
    error_message = "The vpc has tags ${jsonencode(try(var.vpc.tags, []))} and a connector; tags are for direct egress alone."
  }
}

variable "service_account" {
  type = object({
    create     = optional(bool, true)
    email      = optional(string)
    account_id = optional(string)
    grant      = optional(bool, true)
    roles      = optional(set(string), [])
  })
  description = "The account that the job runs as. create: true makes one of its own, false takes the one that email names. account_id: id of the one that is made, job-NAME by default. roles: roles in the project, predefined or custom, that the job's code needs. Secrets and Cloud SQL are granted by themselves. grant: false where another call of this module grants this account the same, so that neither takes it from the other."
  default     = {}
  nullable    = false

  validation {
    condition     = var.service_account.create == (var.service_account.email == null)
    error_message = "The service_account has create = ${var.service_account.create} and ${var.service_account.email == null ? "no email" : "an email"}; give an email if and only if create is false."
  }

  validation {
    condition     = !var.service_account.create || can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", coalesce(var.service_account.account_id, "job-${var.name}")))
    error_message = "The service account's id is \"${coalesce(var.service_account.account_id, "job-${var.name}")}\"; it must have 6 to 30 lower-case letters, digits and hyphens. Set service_account.account_id."
  }

  validation {
    condition     = alltrue([for role in var.service_account.roles : can(regex("^(roles|(projects|organizations)/[^/]+/roles)/[A-Za-z0-9_.]+$", role))])
    error_message = "The service account's roles are ${jsonencode(var.service_account.roles)}; each must be roles/NAME, projects/PROJECT/roles/NAME or organizations/NUMBER/roles/NAME."
  }

  validation {
    condition     = length(setintersection(var.service_account.roles, ["roles/owner", "roles/editor", "roles/viewer"])) == 0
    error_message = "The service account's roles are ${jsonencode(var.service_account.roles)}; roles/owner, roles/editor and roles/viewer are refused, because they allow far more than a job needs."
  }
}

variable "runners" {
  type        = set(string)
  description = "Members that may run the job as it is (roles/run.invoker)."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.runners : can(regex("^(user|group|serviceAccount|principal|principalSet):", member))])
    error_message = "The runners are ${jsonencode(var.runners)}; each must begin with user:, group:, serviceAccount:, principal: or principalSet:."
  }
}

variable "override_runners" {
  type        = set(string)
  description = "Members that may run the job with other arguments and variables, and cancel it (roles/run.jobsExecutorWithOverrides). They can make it do whatever its image and its account allow."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.override_runners : can(regex("^(user|group|serviceAccount|principal|principalSet):", member))])
    error_message = "The override_runners are ${jsonencode(var.override_runners)}; each must begin with user:, group:, serviceAccount:, principal: or principalSet:."
  }
}

variable "deployers" {
  type        = set(string)
  description = "Members that may release to the job and run it: roles/run.developer on it, and roles/iam.serviceAccountUser on the account that it runs as. To follow an operation they also need run.operations.get in the project, which roles/run.viewer contains, and read access to the images."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.deployers : can(regex("^(user|group|serviceAccount|principal|principalSet):", member))])
    error_message = "The deployers are ${jsonencode(var.deployers)}; each must begin with user:, group:, serviceAccount:, principal: or principalSet:."
  }
}

variable "binary_authorization" {
  type = object({
    policy = optional(string)
  })
  description = "Whether only attested images may run. policy: full name of a policy for the platform cloudRun, or null for the project's default policy. Null, the default, is no check."
  default     = null
}
