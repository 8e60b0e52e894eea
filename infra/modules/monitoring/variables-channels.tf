variable "channels" {
  description = <<-EOT
    Notification channels by name.
    - type: email, slack, pagerduty or webhook.
    - address: the email address, Slack's channel (#releases) or the webhook's URL. Null for pagerduty.
    - username: of a webhook with basic authentication. Null: the webhook gets no credentials. A token in the URL would be kept in the state, so prefer this.
    - severities: which alerts it gets: CRITICAL (users are hurt now), ERROR (they soon will be), WARNING (look at it today).
    - secret_version: number to raise when the secret in channel_secrets has changed, as Terraform does not remember the secret itself.
  EOT
  type = map(object({
    type           = string
    address        = optional(string)
    username       = optional(string)
    severities     = optional(set(string), ["CRITICAL", "ERROR", "WARNING"])
    secret_version = optional(number, 1)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for channel in values(var.channels) : contains(["email", "slack", "pagerduty", "webhook"], channel.type)])
    error_message = "The channels' types are ${jsonencode({ for key, channel in var.channels : key => channel.type })}; allowed are email, slack, pagerduty and webhook."
  }

  validation {
    condition = alltrue([for channel in values(var.channels) : (
      channel.type == "email" ? can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", channel.address))
      : channel.type == "slack" ? can(regex("^#\\S+$", channel.address))
      : channel.type == "webhook" ? can(regex("^https://[^\\s@]+$", channel.address))
      : channel.address == null
    )])
    error_message = "The channels' addresses are ${jsonencode({ for key, channel in var.channels : key => "${channel.type} ${coalesce(channel.address, "null")}" })}; allowed are an email address, a Slack channel such as #releases, a webhook's URL with https:// and without credentials, and null for pagerduty."
  }

  validation {
    condition     = alltrue([for channel in values(var.channels) : channel.username == null || channel.type == "webhook"])
    error_message = "A username has: ${join(", ", [for key, channel in var.channels : key if channel.username != null && channel.type != "webhook"])}; only webhooks have one."
  }

  validation {
    condition     = alltrue([for channel in values(var.channels) : length(channel.severities) > 0 && length(setsubtract(channel.severities, ["CRITICAL", "ERROR", "WARNING"])) == 0])
    error_message = "The channels' severities are ${jsonencode({ for key, channel in var.channels : key => channel.severities })}; allowed are CRITICAL, ERROR and WARNING, at least one of them."
  }

  validation {
    condition     = alltrue([for key, channel in var.channels : contains(keys(var.channel_secrets), key) if contains(["slack", "pagerduty"], channel.type) || channel.username != null])
    error_message = "channel_secrets must hold a secret for each of: ${join(", ", [for key, channel in var.channels : key if contains(["slack", "pagerduty"], channel.type) || channel.username != null])}."
  }
}

variable "channel_secrets" {
  description = "By channel: Slack's OAuth token, PagerDuty's integration key (Events API v2), or the webhook's password. They are passed on and not kept in the state."
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true
}

variable "existing_channels" {
  description = "Channels that are made elsewhere, by any name: name is projects/PROJECT/notificationChannels/NUMBER, and severities is which alerts they get."
  type = map(object({
    name       = string
    severities = optional(set(string), ["CRITICAL", "ERROR", "WARNING"])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for channel in values(var.existing_channels) : can(regex("^projects/[^/]+/notificationChannels/[0-9]+$", channel.name))])
    error_message = "The existing channels are ${jsonencode({ for key, channel in var.existing_channels : key => channel.name })}; allowed is projects/PROJECT/notificationChannels/NUMBER."
  }

  validation {
    condition     = alltrue([for channel in values(var.existing_channels) : length(channel.severities) > 0 && length(setsubtract(channel.severities, ["CRITICAL", "ERROR", "WARNING"])) == 0])
    error_message = "The existing channels' severities are ${jsonencode({ for key, channel in var.existing_channels : key => channel.severities })}; allowed are CRITICAL, ERROR and WARNING, at least one of them."
  }

  validation {
    condition     = length(setintersection(keys(var.existing_channels), keys(var.channels))) == 0
    error_message = "Both in channels and existing_channels are: ${join(", ", setintersection(keys(var.existing_channels), keys(var.channels)))}; each name may be used once."
  }
}
