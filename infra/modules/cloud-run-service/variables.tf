variable "project_id" {
  type        = string
  description = "Project that the service runs in."
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project_id is \"${var.project_id}\"; it must be a project's id of 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  type        = string
  description = "Region that the service runs in, such as europe-west6. A service in several regions is this module once for each."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "The region is \"${var.region}\"; it must be a region's name, such as europe-west6."
  }
}

variable "name" {
  type        = string
  description = "Name of the service. A tag and the name share 46 characters in the URLs of single revisions, so leave room for the pipeline's tags."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$", var.name))
    error_message = "The name is \"${var.name}\"; it must have at most 49 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "labels" {
  type        = map(string)
  description = "Labels of the service. They also tell its costs apart on the bill."
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
  description = "Whether Terraform refuses to destroy the service."
  default     = true
  nullable    = false
}

variable "image" {
  type        = string
  description = "Image of the first revision. Later ones are the pipeline's, so a change of this value does nothing to a service that exists."
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
  nullable    = false
}

variable "port" {
  type = object({
    number   = optional(number, 8080)
    protocol = optional(string, "http1")
  })
  description = "Port that the container listens on, also given to it as PORT, and what it speaks there: http1, or h2c for HTTP/2 without TLS, which gRPC needs."
  default     = {}
  nullable    = false

  validation {
    condition     = var.port.number >= 1 && var.port.number <= 65535 && floor(var.port.number) == var.port.number
    error_message = "The port's number is ${var.port.number}; it must be a whole number from 1 to 65535."
  }

  validation {
    condition     = contains(["http1", "h2c"], var.port.protocol)
    error_message = "The port's protocol is \"${var.port.protocol}\"; it must be http1 or h2c."
  }
}

variable "resources" {
  type = object({
    cpu               = optional(number, 1)
    memory            = optional(string, "512Mi")
    cpu_idle          = optional(bool, true)
    startup_cpu_boost = optional(bool, true)
  })
  description = "One instance's share of a machine. cpu: 0.08 to 1, or 2, 4, 6 or 8. memory: in Mi or Gi. cpu_idle: whether the CPU is taken away between requests; false keeps it on and bills by instance. startup_cpu_boost: more CPU while an instance starts."
  default     = {}
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]*(Mi|Gi)$", var.resources.memory))
    error_message = "The memory is \"${var.resources.memory}\"; it must be a whole number with Mi or Gi, such as 512Mi."
  }

  validation {
    condition     = var.resources.cpu >= 1 || var.resources.cpu_idle
    error_message = "The cpu is ${var.resources.cpu} and cpu_idle is false; with less than 1 CPU it must be true."
  }
}

variable "gpu" {
  type = object({
    type             = optional(string, "nvidia-l4")
    count            = optional(number, 1)
    zonal_redundancy = optional(bool, false)
  })
  description = "A GPU for each instance. zonal_redundancy holds capacity in a second zone, at a higher price. Null, the default, is none."
  default     = null

  validation {
    condition     = var.gpu == null || contains(keys(local.gpu_needs), try(var.gpu.type, ""))
    error_message = "The GPU's type is \"${try(var.gpu.type, "")}\"; it must be ${join(" or ", keys(local.gpu_needs))}."
  }

  validation {
    condition     = var.gpu == null || try(var.gpu.count, 0) == 1
    error_message = "The GPU's count is ${try(var.gpu.count, 0)}; Cloud Run gives an instance exactly 1."
  }

  validation {
    condition     = var.gpu != null || (var.resources.cpu >= 0.08 && var.resources.cpu <= 1) || contains([2, 4, 6, 8], var.resources.cpu)
    error_message = "The resources have ${var.resources.cpu} CPU; without a GPU it must be from 0.08 to 1, or 2, 4, 6 or 8."
  }

  validation {
    condition = var.gpu != null || try(anytrue([
      for row in slice([for row in local.memory_by_cpu : row if row.cpu <= var.resources.cpu], 0, 1) :
      (tonumber(regex("^[0-9]+", var.resources.memory)) * (endswith(var.resources.memory, "Gi") ? 1024 : 1)) >= row.min && (tonumber(regex("^[0-9]+", var.resources.memory)) * (endswith(var.resources.memory, "Gi") ? 1024 : 1)) <= row.max
    ]), true)
    error_message = "The resources have ${var.resources.memory} of memory with ${var.resources.cpu} CPU; without a GPU the limits are ${join(", ", [for row in local.memory_by_cpu : "${row.min}Mi to ${row.max}Mi from ${row.cpu} CPU"])}."
  }

  validation {
    condition = var.gpu == null || try(
      var.resources.cpu >= local.gpu_needs[var.gpu.type].cpu && (tonumber(regex("^[0-9]+", var.resources.memory)) * (endswith(var.resources.memory, "Gi") ? 1024 : 1)) >= local.gpu_needs[var.gpu.type].memory_mib,
      false,
    )
    error_message = "The resources have ${var.resources.cpu} CPU and ${var.resources.memory} of memory; ${join(", ", [for type, need in local.gpu_needs : "${type} needs at least ${need.cpu} CPU and ${need.memory_mib / 1024}Gi"])}."
  }

  validation {
    condition     = var.gpu == null || !var.resources.cpu_idle
    error_message = "There is a GPU and resources.cpu_idle is true; beside a GPU the CPU must always be on, so set it to false."
  }
}

variable "scaling" {
  type = object({
    min         = optional(number, 0)
    max         = optional(number, 10)
    concurrency = optional(number, 80)
    scheduled   = optional(bool, false)
  })
  description = "How many instances there are. min: kept ready, shared by the revisions that have traffic. max: most of them, over all revisions. concurrency: requests that one instance takes at once. scheduled: true leaves min to the schedules module, which changes it by the hour; Terraform then neither sets it nor sees a difference."
  default     = {}
  nullable    = false

  validation {
    condition     = var.scaling.min >= 0 && var.scaling.max >= 1 && var.scaling.min <= var.scaling.max
    error_message = "The scaling is ${var.scaling.min} to ${var.scaling.max}; min must be 0 or more, max 1 or more, and min at most max."
  }

  validation {
    condition     = var.scaling.concurrency >= 1 && var.scaling.concurrency <= 1000
    error_message = "The concurrency is ${var.scaling.concurrency}; it must be from 1 to 1000."
  }

  validation {
    condition     = var.scaling.concurrency == 1 || var.resources.cpu >= 1
    error_message = "The concurrency is ${var.scaling.concurrency} and the cpu ${var.resources.cpu}; with less than 1 CPU it must be 1."
  }

  validation {
    condition     = !var.scaling.scheduled || var.scaling.min == 0
    error_message = "The scaling's min is ${var.scaling.min} although scheduled is true; the schedule sets it, so leave it out."
  }
}

variable "timeout_seconds" {
  type        = number
  description = "Longest time for a request, in seconds, 1 to 3600."
  default     = 300
  nullable    = false

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 3600 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "The timeout_seconds is ${var.timeout_seconds}; it must be a whole number from 1 to 3600."
  }
}

variable "execution_environment" {
  type        = string
  description = "EXECUTION_ENVIRONMENT_GEN1 (starts faster) or EXECUTION_ENVIRONMENT_GEN2 (all of Linux, faster CPU and network). Null, the default, lets Cloud Run choose by what the service uses."
  default     = null

  validation {
    condition     = var.execution_environment == null || contains(["EXECUTION_ENVIRONMENT_GEN1", "EXECUTION_ENVIRONMENT_GEN2"], coalesce(var.execution_environment, "-"))
    error_message = "The execution_environment is \"${coalesce(var.execution_environment, "null")}\"; it must be EXECUTION_ENVIRONMENT_GEN1, EXECUTION_ENVIRONMENT_GEN2 or null."
  }

  validation {
    condition     = var.gpu == null || coalesce(var.execution_environment, "-") != "EXECUTION_ENVIRONMENT_GEN1"
    error_message = "The execution_environment is EXECUTION_ENVIRONMENT_GEN1 and there is a GPU, which needs the second generation."
  }

  validation {
    condition     = (tonumber(regex("^[0-9]+", var.resources.memory)) * (endswith(var.resources.memory, "Gi") ? 1024 : 1)) >= 512 || coalesce(var.execution_environment, "-") != "EXECUTION_ENVIRONMENT_GEN2"
    error_message = "The execution_environment is EXECUTION_ENVIRONMENT_GEN2 with ${var.resources.memory}; the second generation needs at least 512Mi."
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
    condition     = alltrue([for key in keys(var.environment) : !contains(["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"], key)])
    error_message = "The environment has ${jsonencode(keys(var.environment))}; Cloud Run itself sets PORT, K_SERVICE, K_REVISION and K_CONFIGURATION."
  }
}

variable "secrets" {
  type = map(object({
    secret  = string
    version = optional(string, "latest")
  }))
  description = "Environment variables with values from Secret Manager, by variable. secret: the secret's name, or projects/PROJECT/secrets/NAME if it is another project's. version: a number, or latest, which is read whenever an instance starts. The service's account may then read exactly these secrets."
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
  description = "Cloud SQL instances, as PROJECT:REGION:INSTANCE, whose sockets appear under /cloudsql. The service's account may then connect to exactly these. A database with a private IP needs vpc instead."
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
  description = "The service's way into a VPC network: either a connector, or network and subnetwork (one of the two is enough) for direct egress with optional network tags. egress: PRIVATE_RANGES_ONLY, or ALL_TRAFFIC, which then needs Cloud NAT to reach the internet. Null, the default, is none."
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

variable "ingress" {
  type        = string
  description = "Where requests may come from: INGRESS_TRAFFIC_ALL, INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER (load balancers and the VPC network) or INGRESS_TRAFFIC_INTERNAL_ONLY. IAM applies besides. Behind a load balancer with Cloud Armor the second one keeps callers from going round it, but then a pipeline that runs outside the network cannot request a revision's own URL to smoke-test it."
  default     = "INGRESS_TRAFFIC_ALL"
  nullable    = false

  validation {
    condition     = contains(["INGRESS_TRAFFIC_ALL", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER", "INGRESS_TRAFFIC_INTERNAL_ONLY"], var.ingress)
    error_message = "The ingress is \"${var.ingress}\"; it must be INGRESS_TRAFFIC_ALL, INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER or INGRESS_TRAFFIC_INTERNAL_ONLY."
  }
}

variable "startup_probe" {
  type = object({
    http = optional(object({
      path    = optional(string, "/")
      port    = optional(number)
      headers = optional(map(string), {})
    }))
    tcp = optional(object({
      port = optional(number)
    }))
    grpc = optional(object({
      port    = optional(number)
      service = optional(string)
    }))
    initial_delay_seconds = optional(number, 0)
    period_seconds        = optional(number, 10)
    timeout_seconds       = optional(number, 1)
    failure_threshold     = optional(number, 3)
  })
  description = "What an instance must pass before it gets requests: http, tcp or grpc, on the container's port unless port says another. failure_threshold failures in a row, period_seconds apart, end the instance. Null, the default, waits up to 240 s for the port to open."
  default     = null

  validation {
    condition     = var.startup_probe == null || length([for kind in ["http", "tcp", "grpc"] : kind if try(var.startup_probe[kind], null) != null]) == 1
    error_message = "The startup_probe has ${jsonencode([for kind in ["http", "tcp", "grpc"] : kind if try(var.startup_probe[kind], null) != null])}; it must have exactly one of http, tcp and grpc."
  }

  validation {
    condition     = startswith(try(var.startup_probe.http.path, "/"), "/")
    error_message = "The startup_probe's path is \"${try(var.startup_probe.http.path, "")}\"; it must begin with /."
  }

  validation {
    condition = var.startup_probe == null || try(
      var.startup_probe.initial_delay_seconds >= 0 && var.startup_probe.initial_delay_seconds <= 240 &&
      var.startup_probe.period_seconds >= 1 && var.startup_probe.period_seconds <= 240 &&
      var.startup_probe.timeout_seconds >= 1 && var.startup_probe.timeout_seconds <= var.startup_probe.period_seconds,
      false,
    )
    error_message = "The startup_probe has a delay of ${try(var.startup_probe.initial_delay_seconds, 0)} s, a period of ${try(var.startup_probe.period_seconds, 0)} s and a timeout of ${try(var.startup_probe.timeout_seconds, 0)} s; allowed are 0 to 240, 1 to 240, and 1 to the period."
  }

  validation {
    condition     = var.startup_probe == null || try(var.startup_probe.failure_threshold >= 1 && var.startup_probe.failure_threshold * var.startup_probe.period_seconds <= 240, false)
    error_message = "The startup_probe allows ${try(var.startup_probe.failure_threshold, 0)} failures ${try(var.startup_probe.period_seconds, 0)} s apart; there must be at least 1, and a start may take at most 240 s in all."
  }
}

variable "liveness_probe" {
  type = object({
    http = optional(object({
      path    = optional(string, "/")
      port    = optional(number)
      headers = optional(map(string), {})
    }))
    grpc = optional(object({
      port    = optional(number)
      service = optional(string)
    }))
    initial_delay_seconds = optional(number, 0)
    period_seconds        = optional(number, 10)
    timeout_seconds       = optional(number, 1)
    failure_threshold     = optional(number, 3)
  })
  description = "What an instance must pass to be kept: http or grpc; one that fails failure_threshold times in a row is replaced. Null, the default, is none."
  default     = null

  validation {
    condition     = var.liveness_probe == null || (try(var.liveness_probe.http, null) != null) != (try(var.liveness_probe.grpc, null) != null)
    error_message = "The liveness_probe has ${try(var.liveness_probe.http, null) == null ? "neither http nor grpc" : "both http and grpc"}; it must have one of the two."
  }

  validation {
    condition     = startswith(try(var.liveness_probe.http.path, "/"), "/")
    error_message = "The liveness_probe's path is \"${try(var.liveness_probe.http.path, "")}\"; it must begin with /."
  }

  validation {
    condition = var.liveness_probe == null || try(
      var.liveness_probe.initial_delay_seconds >= 0 && var.liveness_probe.initial_delay_seconds <= 3600 &&
      var.liveness_probe.period_seconds >= 1 && var.liveness_probe.period_seconds <= 3600 &&
      var.liveness_probe.timeout_seconds >= 1 && var.liveness_probe.timeout_seconds <= var.liveness_probe.period_seconds &&
      var.liveness_probe.failure_threshold >= 1,
      false,
    )
    error_message = "The liveness_probe has a delay of ${try(var.liveness_probe.initial_delay_seconds, 0)} s, a period of ${try(var.liveness_probe.period_seconds, 0)} s, a timeout of ${try(var.liveness_probe.timeout_seconds, 0)} s and a failure_threshold of ${try(var.liveness_probe.failure_threshold, 0)}; allowed are 0 to 3600, 1 to 3600, 1 to the period, and 1 or more."
  }
}

variable "readiness_probe" {
  type = object({
    http = optional(object({
      path = optional(string, "/")
      port = optional(number)
    }))
    grpc = optional(object({
      port    = optional(number)
      service = optional(string)
    }))
    period_seconds    = optional(number, 10)
    timeout_seconds   = optional(number, 1)
    failure_threshold = optional(number, 3)
    success_threshold = optional(number)
  })
  description = "What an instance must pass to be given requests, over and over: http or grpc. It gets none while it fails, and is not replaced. success_threshold: passes in a row after a failure; null leaves it to Cloud Run. A load balancer takes a region out of turn when too few of its instances pass, for which the region needs a minimum of at least 1 instance. Null, the default, is none."
  default     = null

  validation {
    condition     = var.readiness_probe == null || (try(var.readiness_probe.http, null) != null) != (try(var.readiness_probe.grpc, null) != null)
    error_message = "The readiness_probe has ${try(var.readiness_probe.http, null) == null ? "neither http nor grpc" : "both http and grpc"}; it must have one of the two."
  }

  validation {
    condition     = startswith(try(var.readiness_probe.http.path, "/"), "/")
    error_message = "The readiness_probe's path is \"${try(var.readiness_probe.http.path, "")}\"; it must begin with /."
  }

  validation {
    condition = var.readiness_probe == null || try(
      var.readiness_probe.period_seconds >= 1 &&
      var.readiness_probe.timeout_seconds >= 1 && var.readiness_probe.timeout_seconds <= var.readiness_probe.period_seconds &&
      var.readiness_probe.failure_threshold >= 1 && coalesce(var.readiness_probe.success_threshold, 1) >= 1,
      false,
    )
    error_message = "The readiness_probe has a period of ${try(var.readiness_probe.period_seconds, 0)} s, a timeout of ${try(var.readiness_probe.timeout_seconds, 0)} s, a failure_threshold of ${try(var.readiness_probe.failure_threshold, 0)} and a success_threshold of ${try(coalesce(var.readiness_probe.success_threshold, 1), 0)}; all must be 1 or more, and the timeout at most the period."
  }
}

variable "session_affinity" {
  type        = bool
  description = "Whether a client's requests go to the same instance where possible. A canary then sees fewer different clients."
  default     = false
  nullable    = false
}

variable "service_account" {
  type = object({
    create     = optional(bool, true)
    email      = optional(string)
    account_id = optional(string)
    grant      = optional(bool, true)
    roles      = optional(set(string), [])
  })
  description = "The account that the service runs as. create: true makes one of its own, false takes the one that email names; a service in several regions creates it with the first and passes its e-mail, with grant = false, to the others. account_id: id of the one that is made, run-NAME by default. roles: roles in the project, predefined or custom, that the service's code needs. Secrets and Cloud SQL are granted by themselves. grant: false where another call of this module grants this account the same, so that neither takes it from the other."
  default     = {}
  nullable    = false

  validation {
    condition     = var.service_account.create == (var.service_account.email == null)
    error_message = "The service_account has create = ${var.service_account.create} and ${var.service_account.email == null ? "no email" : "an email"}; give an email if and only if create is false."
  }

  validation {
    condition     = !var.service_account.create || can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", coalesce(var.service_account.account_id, "run-${var.name}")))
    error_message = "The service account's id is \"${coalesce(var.service_account.account_id, "run-${var.name}")}\"; it must have 6 to 30 lower-case letters, digits and hyphens. Set service_account.account_id."
  }

  validation {
    condition     = alltrue([for role in var.service_account.roles : can(regex("^(roles|(projects|organizations)/[^/]+/roles)/[A-Za-z0-9_.]+$", role))])
    error_message = "The service account's roles are ${jsonencode(var.service_account.roles)}; each must be roles/NAME, projects/PROJECT/roles/NAME or organizations/NUMBER/roles/NAME."
  }

  validation {
    condition     = length(setintersection(var.service_account.roles, ["roles/owner", "roles/editor", "roles/viewer"])) == 0
    error_message = "The service account's roles are ${jsonencode(var.service_account.roles)}; roles/owner, roles/editor and roles/viewer are refused, because they allow far more than a service needs."
  }
}

variable "invokers" {
  type        = set(string)
  description = "Members that may call the service, such as serviceAccount:web@PROJECT.iam.gserviceaccount.com."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.invokers : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):", member))])
    error_message = "The invokers are ${jsonencode(var.invokers)}; each must begin with user:, group:, serviceAccount:, domain:, principal: or principalSet:. For everyone, set public."
  }
}

variable "public" {
  type        = bool
  description = "Whether anyone may call the service without signing in (allUsers). Its ingress still applies."
  default     = false
  nullable    = false
}

variable "deployers" {
  type        = set(string)
  description = "Members that may release to the service: roles/run.developer on it, and roles/iam.serviceAccountUser on the account that it runs as. To follow an operation they also need run.operations.get in the project, which roles/run.viewer contains, and read access to the images."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.deployers : can(regex("^(user|group|serviceAccount|principal|principalSet):", member))])
    error_message = "The deployers are ${jsonencode(var.deployers)}; each must begin with user:, group:, serviceAccount:, principal: or principalSet:."
  }
}

variable "custom_audiences" {
  type        = set(string)
  description = "Audiences besides the service's own URL that it accepts in callers' identity tokens, such as the load balancer's URL."
  default     = []
  nullable    = false
}

variable "binary_authorization" {
  type = object({
    policy = optional(string)
  })
  description = "Whether only attested images may run. policy: full name of a policy for the platform cloudRun, or null for the project's default policy. Null, the default, is no check."
  default     = null
}

variable "iap_enabled" {
  type        = bool
  description = "Whether Identity-Aware Proxy stands before the service itself, on all its URLs; the iap module says whom it lets through. It cannot be combined with IAP on a load balancer's backend, and the pipeline's smoke tests must pass it too."
  default     = false
  nullable    = false

  validation {
    condition     = !var.iap_enabled || !var.public
    error_message = "Both iap_enabled and public are true; a service behind IAP must not be open to everyone."
  }
}
