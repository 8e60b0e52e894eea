variable "project_id" {
  description = "The project that the APIs are switched on in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project id is \"${var.project_id}\"; it has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "modules" {
  description = "Names of the modules that are used in the project, such as [\"network\", \"postgres\"]."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(setsubtract(var.modules, keys(local.apis_by_module))) == 0
    error_message = "These are no modules: ${join(", ", setsubtract(var.modules, keys(local.apis_by_module)))}. Allowed are ${join(", ", keys(local.apis_by_module))}."
  }
}

variable "additional_apis" {
  description = "Further APIs, by their whole name, which a service's own code calls."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for api in var.additional_apis : can(regex("^[a-z0-9-]+\\.googleapis\\.com$", api))])
    error_message = "The additional APIs are ${join(", ", var.additional_apis)}; each looks like firebase.googleapis.com."
  }
}
