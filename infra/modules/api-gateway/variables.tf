variable "project_id" {
  type        = string
  description = "Project that the API and the services behind it are in."
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project_id is \"${var.project_id}\"; it must be a project's id of 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "name" {
  type        = string
  description = "Id of the API, and prefix of its configs, gateways and account."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,25}[a-z0-9]$", var.name))
    error_message = "The name is \"${var.name}\"; it must have 3 to 27 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "labels" {
  type        = map(string)
  description = "Labels of the API, its config and its gateways."
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))
    ])
    error_message = "The labels are ${jsonencode(var.labels)}; keys and values must have at most 63 lower-case letters, digits, _ and -, and keys must begin with a letter."
  }
}

variable "regions" {
  type        = set(string)
  description = "Regions with a gateway each. API Gateway is in fewer regions than Cloud Run; europe-west1, us-central1 and asia-northeast1 are among them."
  nullable    = false

  validation {
    condition     = length(var.regions) > 0 && alltrue([for region in var.regions : can(regex("^[a-z]+-[a-z]+[0-9]+$", region))])
    error_message = "The regions are ${jsonencode(var.regions)}; there must be at least one region's name, such as europe-west1."
  }
}

variable "openapi_document" {
  type        = string
  description = "The OpenAPI 2 document as text, YAML or JSON, with all values filled in. x-google-backend gives a path's service, securityDefinitions what callers present, x-google-management the metrics and quotas. A changed document makes a new config, which the gateways move to."
  nullable    = false

  validation {
    condition     = can(yamldecode(var.openapi_document))
    error_message = "The openapi_document, which begins with ${jsonencode(substr(var.openapi_document, 0, 40))}, is neither YAML nor JSON."
  }

  validation {
    condition     = !can(yamldecode(var.openapi_document)) || try(tostring(yamldecode(var.openapi_document).swagger) == "2.0", false)
    error_message = "The openapi_document has swagger: ${try(jsonencode(yamldecode(var.openapi_document).swagger), "nothing")}; it must be \"2.0\" (in quotes)."
  }

  validation {
    condition     = var.allow_unauthenticated || length(try(yamldecode(var.openapi_document).securityDefinitions, {})) > 0
    error_message = "The openapi_document has no securityDefinitions, so anyone could call the services behind it; set allow_unauthenticated to true if that is meant."
  }
}

variable "allow_unauthenticated" {
  type        = bool
  description = "Whether a document without securityDefinitions is taken."
  default     = false
  nullable    = false
}

variable "services" {
  type = map(object({
    name   = string
    region = string
  }))
  description = "Cloud Run services that the gateways may call, by a name of your own (roles/run.invoker on each)."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for service in var.services : can(regex("^[a-z]+-[a-z]+[0-9]+$", service.region))])
    error_message = "The services' regions are ${jsonencode([for service in var.services : service.region])}; each must be a region's name, such as europe-west1."
  }
}
