variable "project_id" {
  type        = string
  description = "Project of the backends and services."
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project_id is \"${var.project_id}\"; it must be a project's id of 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "project_number" {
  type        = string
  description = "Number of the same project. IAP's service agent and its settings are named by it."
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]*$", var.project_number))
    error_message = "The project_number is \"${var.project_number}\"; it must be a project's number, such as 123456789012."
  }
}

variable "backend_services" {
  type = map(object({
    name     = string
    members  = set(string)
    services = optional(map(string), {})
  }))
  description = "Backends of load balancers that IAP stands before, by a name of your own. name: the backend service's name (backend_service_names of load-balancer). members: who passes. services: the Cloud Run services behind it by region, which IAP's service agent may then call."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue(flatten([for backend in var.backend_services : [for member in backend.members : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):", member))]]))
    error_message = "The backend_services' members are ${jsonencode(flatten([for backend in var.backend_services : [for member in backend.members : member]]))}; each must begin with user:, group:, serviceAccount:, domain:, principal: or principalSet:."
  }

  validation {
    condition     = alltrue(flatten([for backend in var.backend_services : [for region in keys(backend.services) : can(regex("^[a-z]+-[a-z]+[0-9]+$", region))]]))
    error_message = "The backend_services' regions are ${jsonencode(flatten([for backend in var.backend_services : keys(backend.services)]))}; each must be a region's name, such as europe-west6."
  }
}

variable "cloud_run_services" {
  type = map(object({
    name    = string
    region  = string
    members = set(string)
  }))
  description = "Cloud Run services that IAP stands before directly (iap_enabled of cloud-run-service), by a name of your own. members: who passes. IAP's service agent may then call them."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue(flatten([for service in var.cloud_run_services : [for member in service.members : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):", member))]]))
    error_message = "The cloud_run_services' members are ${jsonencode(flatten([for service in var.cloud_run_services : [for member in service.members : member]]))}; each must begin with user:, group:, serviceAccount:, domain:, principal: or principalSet:."
  }

  validation {
    condition     = alltrue([for service in var.cloud_run_services : can(regex("^[a-z]+-[a-z]+[0-9]+$", service.region))])
    error_message = "The cloud_run_services' regions are ${jsonencode([for service in var.cloud_run_services : service.region])}; each must be a region's name, such as europe-west6."
  }
}

variable "condition" {
  type = object({
    title       = string
    expression  = string
    description = optional(string)
  })
  description = "What must also be so for members to pass. expression: in CEL, such as \"accessPolicies/NUMBER/accessLevels/NAME\" in request.auth.access_levels, or by request.host, request.path and request.time. Null, the default, is nothing more."
  default     = null

  validation {
    condition     = var.condition == null || try(length(var.condition.title) >= 1 && length(var.condition.title) <= 100 && length(var.condition.expression) > 0, false)
    error_message = "The condition is ${jsonencode(var.condition)}; it needs an expression and a title of at most 100 characters."
  }
}

variable "settings" {
  type = object({
    reauthentication = optional(object({
      method          = optional(string, "LOGIN")
      max_age_seconds = number
    }))
    allowed_domains         = optional(set(string), [])
    login_hint              = optional(string)
    programmatic_clients    = optional(set(string), [])
    options_without_sign_in = optional(bool, false)
    access_denied_page_url  = optional(string)
  })
  description = "How IAP treats callers, the same for all that is named here. reauthentication: after max_age_seconds they sign in again, by LOGIN, SECURE_KEY or ENROLLED_SECOND_FACTORS. allowed_domains: domains that accounts must belong to. login_hint: domain whose sign-in page is shown first. programmatic_clients: OAuth client ids that programs may use. options_without_sign_in: lets OPTIONS requests pass, for CORS. access_denied_page_url: page for who is refused. Null, the default, leaves IAP's own."
  default     = null

  validation {
    condition     = contains(["LOGIN", "SECURE_KEY", "ENROLLED_SECOND_FACTORS"], try(var.settings.reauthentication.method, "LOGIN"))
    error_message = "The settings' reauthentication method is \"${try(var.settings.reauthentication.method, "")}\"; it must be LOGIN, SECURE_KEY or ENROLLED_SECOND_FACTORS."
  }

  validation {
    condition     = try(var.settings.reauthentication.max_age_seconds, 300) >= 300
    error_message = "The settings' max_age_seconds is ${try(var.settings.reauthentication.max_age_seconds, 0)}; it must be 300 or more."
  }

  validation {
    condition     = startswith(coalesce(try(var.settings.access_denied_page_url, null), "https://"), "https://")
    error_message = "The settings' access_denied_page_url is \"${coalesce(try(var.settings.access_denied_page_url, null), "null")}\"; it must begin with https://."
  }
}
