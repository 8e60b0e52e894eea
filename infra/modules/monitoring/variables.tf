variable "project_id" {
  description = "Project that checks, alerts, objectives and dashboards are made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$", var.project_id))
    error_message = "The project is \"${var.project_id}\"; allowed is the id of a Google Cloud project, such as shop-production."
  }
}

variable "monitored_project_id" {
  description = "Project of the services and databases, where it is another one; project_id's metrics scope must then contain it. Null: the same."
  type        = string
  default     = null

  validation {
    condition     = var.monitored_project_id == null || can(regex("^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$", var.monitored_project_id))
    error_message = "The monitored project is \"${coalesce(var.monitored_project_id, "null")}\"; allowed is the id of a Google Cloud project, or null."
  }
}

variable "name" {
  description = "Prefix of all names, such as shop-production. It leads every notification, so it should say which product and environment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,29}$", var.name))
    error_message = "The name is \"${var.name}\"; allowed are up to 30 lower-case letters, digits and hyphens that start with a letter."
  }
}

variable "labels" {
  description = "Labels of all that can have some. Notifications carry those of their alert."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))])
    error_message = "The labels are ${jsonencode(var.labels)}; allowed are up to 63 lower-case letters, digits, _ and -, and keys start with a letter."
  }
}

variable "runbook_url" {
  description = "Page with the team's own instructions, linked in every alert. Null: none."
  type        = string
  default     = null

  validation {
    condition     = var.runbook_url == null || can(regex("^https://\\S+$", var.runbook_url))
    error_message = "The runbook is \"${coalesce(var.runbook_url, "null")}\"; allowed is a URL that starts with https://."
  }
}

variable "dashboards" {
  description = "Dashboards to make: services (one for each service), database, experience (what users feel) and cost. One that would have nothing to show is left out."
  type        = set(string)
  default     = ["services", "database", "experience", "cost"]
  nullable    = false

  validation {
    condition     = length(setsubtract(var.dashboards, ["services", "database", "experience", "cost"])) == 0
    error_message = "The dashboards are ${jsonencode(var.dashboards)}; allowed are services, database, experience and cost."
  }
}

variable "load_balancers" {
  description = "Names of the URL maps of global external Application Load Balancers before the services, for the dashboards. Empty: none, and what only they measure is left out."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.load_balancers : can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", name))])
    error_message = "The load balancers are ${jsonencode(var.load_balancers)}; allowed are names of URL maps."
  }
}

variable "log_metrics" {
  description = <<-EOT
    Metrics from logs by name.
    - description: what is measured, in a few words.
    - filter: Logging filter of the entries that count.
    - value_extractor: where an entry's number is, such as EXTRACT(jsonPayload.durationMs). Null: entries are counted.
    - unit: of the number, such as ms or By.
    - labels: label and where its value is, such as { route = "EXTRACT(jsonPayload.route)" }. Few values only: each one is a series that is paid for.
    - alert: above how many entries in window_minutes, or above which P95 of the numbers, to tell; resource_type is what writes the entries. Null: none.
  EOT
  type = map(object({
    description     = string
    filter          = string
    value_extractor = optional(string)
    unit            = optional(string, "1")
    labels          = optional(map(string), {})
    alert = optional(object({
      above          = number
      window_minutes = optional(number, 10)
      severity       = optional(string, "WARNING")
      resource_type  = optional(string, "cloud_run_revision")
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.log_metrics) : can(regex("^[a-z][a-z0-9_]{0,99}$", name))])
    error_message = "The log metrics are ${jsonencode(keys(var.log_metrics))}; allowed names are up to 100 lower-case letters, digits and underscores."
  }

  validation {
    condition     = alltrue([for metric in values(var.log_metrics) : length(metric.filter) > 0 && length(metric.description) > 0])
    error_message = "A log metric has no filter or no description; both are needed."
  }

  validation {
    condition     = alltrue([for metric in values(var.log_metrics) : metric.value_extractor == null || can(regex("^(EXTRACT|REGEXP_EXTRACT)\\(.+\\)$", metric.value_extractor))])
    error_message = "The value extractors are ${jsonencode({ for name, metric in var.log_metrics : name => metric.value_extractor })}; allowed are EXTRACT(FIELD), REGEXP_EXTRACT(FIELD, EXPRESSION) and null."
  }

  validation {
    condition     = alltrue([for metric in values(var.log_metrics) : try(contains(["CRITICAL", "ERROR", "WARNING"], metric.alert.severity) && metric.alert.window_minutes >= 5 && metric.alert.window_minutes <= 1440, metric.alert == null)])
    error_message = "The alerts are ${jsonencode({ for name, metric in var.log_metrics : name => metric.alert })}; allowed are severities CRITICAL, ERROR and WARNING and windows of 5 to 1440 minutes."
  }
}
