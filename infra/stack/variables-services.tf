variable "services" {
  description = <<-EOT
    Size of each service: listings, prices and web, all three.
    - `cpu`, `memory`: of one instance. `cpu_idle`: whether it has no CPU between requests; false costs more and is faster.
    - `min`, `max`: instances that are kept ready, and the most there may be. `concurrency`: requests that one of them takes at once.
    - `schedule`: `min` instances from the time of the cron expression `up` to that of `down`, and none after it. The other min is 0 then.
    - `slo`: percent of requests in 30 days that must not fail (`availability_percent`), and that must be answered (`latency_percent`) in
      less than `latency_ms`. Alerts come when the error budget burns too fast. Null: no objective.
  EOT
  type = map(object({
    cpu         = optional(number, 1)
    memory      = optional(string, "512Mi")
    cpu_idle    = optional(bool, true)
    min         = optional(number, 0)
    max         = optional(number, 2)
    concurrency = optional(number, 80)
    schedule = optional(object({
      up        = string
      down      = string
      min       = optional(number, 1)
      time_zone = optional(string, "Etc/UTC")
    }))
    slo = optional(object({
      availability_percent = number
      latency_percent      = optional(number, 95)
      latency_ms           = number
    }))
  }))
  nullable = false

  validation {
    condition     = toset(keys(var.services)) == toset(["listings", "prices", "web"])
    error_message = "The services are ${join(", ", keys(var.services))}; there must be listings, prices and web, and no others."
  }

  validation {
    condition     = alltrue([for service in var.services : service.schedule == null || service.min == 0])
    error_message = "These services have a schedule and a min: ${join(", ", [for key, service in var.services : key if service.schedule != null && service.min > 0])}. The schedule sets it, so leave it out."
  }
}

variable "web_access" {
  description = "Who may open web: public (anyone), authenticated (visitors who bring an identity token, such as with `gcloud run services proxy`) or iap (visitors who sign in with a browser; programs then need an OAuth client that IAP knows)."
  type        = string
  default     = "authenticated"
  nullable    = false

  validation {
    condition     = contains(["public", "authenticated", "iap"], var.web_access)
    error_message = "The web_access is \"${var.web_access}\"; it must be public, authenticated or iap."
  }

  validation {
    condition     = var.web_access == "public" || var.domain == null
    error_message = "The web_access is \"${var.web_access}\" and the domain \"${coalesce(var.domain, "null")}\"; behind the load balancer web must be public."
  }
}

variable "visitors" {
  description = "Members that may open web where it is not public, such as group:team@example.com."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.visitors : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):", member))])
    error_message = "The visitors are ${jsonencode(var.visitors)}; each must begin with user:, group:, serviceAccount:, domain:, principal: or principalSet:. For everyone, set web_access to public."
  }
}

variable "domain" {
  description = "Domain of web, such as shop.example.com. It gets a global load balancer with Cloud Armor, Cloud CDN and a certificate, to which the records in the output load_balancer belong. Null: web has the URL that Cloud Run gives it."
  type        = string
  default     = null

  validation {
    condition     = var.domain == null || can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,}$", coalesce(var.domain, "-")))
    error_message = "The domain is \"${coalesce(var.domain, "null")}\"; it must be in lower case and without a dot at its end, such as shop.example.com, or null."
  }
}

variable "alert_email" {
  description = "Mailbox that alerts and budgets tell. Null: there are no checks from outside, alerts, objectives and dashboards."
  type        = string
  default     = null

  validation {
    condition     = var.alert_email == null || can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", coalesce(var.alert_email, "-")))
    error_message = "The alert_email is \"${coalesce(var.alert_email, "null")}\"; it must be a mail address or null."
  }

  validation {
    condition     = var.alert_email != null || alltrue([for service in var.services : service.slo == null])
    error_message = "There is no alert_email, and these services have an slo, of which nobody would be told: ${join(", ", [for key, service in var.services : key if service.slo != null])}."
  }
}

variable "budget" {
  description = "What the project may cost: `monthly`, in whole units of `currency`, which is that of `billing_account`. At 50, 90 and 100 % of it, and when the month will probably exceed it, its administrators and alert_email are told. Null: no budget."
  type = object({
    billing_account = string
    monthly         = number
    currency        = optional(string, "USD")
  })
  default = null
}
