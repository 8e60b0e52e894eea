variable "billing_account" {
  description = "Id of the billing account, such as 012345-6789AB-CDEF01."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "The billing account is \"${var.billing_account}\"; allowed are three groups of six digits or letters A to F, such as 012345-6789AB-CDEF01."
  }
}

variable "name" {
  description = "Prefix of the budgets' names, which are shown in the console and in mails as NAME KEY."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 40
    error_message = "The name is \"${var.name}\"; allowed are 1 to 40 characters."
  }
}

variable "budgets" {
  description = <<-EOT
    Budgets by name.
    - amount: whole units of the currency for each period, such as 500 for $500.
    - currency: the billing account's currency (ISO 4217). Another one is refused by Google.
    - thresholds_percent: percents of the amount at which spending so far is told.
    - forecast_percent: percents of the amount at which spending foreseen for the whole period is told. Such a message comes days before
      the money is spent, so it is the one that tells of a jump. Empty: none.
    - project_numbers: numbers (not ids) of the projects that count. Empty: all of the billing account.
    - services: ids of the services that count, such as 152E-C115-5142 for Cloud Run. Empty: all.
    - labels: the one label, as { key = value }, that resources must have to count. Empty: all.
    - period: MONTH, QUARTER or YEAR.
    - credits_count: whether credits and discounts are subtracted first.
  EOT
  type = map(object({
    amount             = number
    currency           = optional(string, "USD")
    thresholds_percent = optional(set(number), [50, 90, 100])
    forecast_percent   = optional(set(number), [])
    project_numbers    = optional(set(string), [])
    services           = optional(set(string), [])
    labels             = optional(map(string), {})
    period             = optional(string, "MONTH")
    credits_count      = optional(bool, true)
  }))
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.budgets) : length("${var.name} ${key}") <= 60])
    error_message = "The budgets are ${join(", ", [for key in keys(var.budgets) : "\"${var.name} ${key}\""])}; a budget's name has up to 60 characters."
  }

  validation {
    condition     = alltrue([for budget in values(var.budgets) : budget.amount >= 1 && floor(budget.amount) == budget.amount])
    error_message = "The amounts are ${join(", ", [for budget in values(var.budgets) : budget.amount])}; allowed are whole units of the currency from 1."
  }

  validation {
    condition     = alltrue([for budget in values(var.budgets) : can(regex("^[A-Z]{3}$", budget.currency))])
    error_message = "The currencies are ${join(", ", [for budget in values(var.budgets) : "\"${budget.currency}\""])}; allowed are codes of three capital letters, such as USD."
  }

  validation {
    condition     = alltrue([for budget in values(var.budgets) : length(budget.thresholds_percent) + length(budget.forecast_percent) > 0])
    error_message = "Without thresholds are: ${join(", ", [for key, budget in var.budgets : key if length(budget.thresholds_percent) + length(budget.forecast_percent) == 0])}; at least one is needed, or nobody is told."
  }

  validation {
    condition     = alltrue(flatten([for budget in values(var.budgets) : [for percent in setunion(budget.thresholds_percent, budget.forecast_percent) : percent >= 1 && percent <= 1000 && floor(percent * 10) == percent * 10]]))
    error_message = "The thresholds are ${jsonencode({ for key, budget in var.budgets : key => setunion(budget.thresholds_percent, budget.forecast_percent) })}; allowed are percents from 1 to 1000 with at most one decimal: 90 means 90 %."
  }

  validation {
    condition     = alltrue(flatten([for budget in values(var.budgets) : [for number in budget.project_numbers : can(regex("^[1-9][0-9]{5,18}$", number))]]))
    error_message = "The projects are ${jsonencode({ for key, budget in var.budgets : key => budget.project_numbers })}; allowed are numbers of projects, such as \"123456789012\", not their ids."
  }

  validation {
    condition     = alltrue(flatten([for budget in values(var.budgets) : [for service in budget.services : can(regex("^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$", service))]]))
    error_message = "The services are ${jsonencode({ for key, budget in var.budgets : key => budget.services })}; allowed are ids of three groups, such as 152E-C115-5142."
  }

  validation {
    condition     = alltrue([for budget in values(var.budgets) : length(budget.labels) <= 1])
    error_message = "The labels are ${jsonencode({ for key, budget in var.budgets : key => budget.labels })}; a budget can filter by one label."
  }

  validation {
    condition     = alltrue([for budget in values(var.budgets) : contains(["MONTH", "QUARTER", "YEAR"], budget.period)])
    error_message = "The periods are ${join(", ", [for budget in values(var.budgets) : "\"${budget.period}\""])}; allowed are MONTH, QUARTER and YEAR."
  }
}

variable "notification_channels" {
  description = "Full names of up to five Cloud Monitoring channels of type email, projects/PROJECT/notificationChannels/NUMBER, that every budget tells. Empty: none."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.notification_channels) <= 5
    error_message = "There are ${length(var.notification_channels)} notification channels; a budget can have up to 5."
  }
}

variable "pubsub_topic" {
  description = "Topic, projects/PROJECT/topics/NAME, that gets the state of every budget several times a day, for programs to read. Null: none."
  type        = string
  default     = null

  validation {
    condition     = var.pubsub_topic == null || can(regex("^projects/[^/]+/topics/[A-Za-z][A-Za-z0-9._~+%-]{2,254}$", var.pubsub_topic))
    error_message = "The topic is \"${coalesce(var.pubsub_topic, "null")}\"; allowed is projects/PROJECT/topics/NAME."
  }
}

variable "disable_default_recipients" {
  description = "Whether the billing account's administrators and users get no mail of their own."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.disable_default_recipients || length(var.notification_channels) > 0 || var.pubsub_topic != null
    error_message = "The default recipients are disabled and there is no notification channel and no topic, so nobody would be told; give one of the two."
  }
}
