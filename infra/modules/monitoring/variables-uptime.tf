variable "uptime_checks" {
  description = <<-EOT
    Checks from outside, over HTTPS, by name.
    - host: host name, without https://.
    - path: what is asked for; it must answer 2xx.
    - port: port.
    - period_seconds: how often each location asks: 60, 300, 600 or 900.
    - timeout_seconds: longest wait for an answer: 1 to 60.
    - regions: where from: USA, USA_OREGON, USA_IOWA, USA_VIRGINIA, EUROPE, SOUTH_AMERICA, ASIA_PACIFIC. Google wants three locations: USA has three, the others have one. Empty: all.
    - failing_locations: how many locations must fail before it is told, so that one bad route is not an incident.
    - max_latency_ms: milliseconds that half of the locations may wait for ten minutes. Null: not judged.
    - content: text in the answer, by matcher (CONTAINS_STRING, NOT_CONTAINS_STRING, MATCHES_REGEX, NOT_MATCHES_REGEX); with json_path, such as $.status, text is the JSON value
      there, such as "\"ok\"". Null: any.
    - authenticate: whether it sends an identity token, for services that are not public. Monitoring's service agent then needs roles/run.invoker.
  EOT
  type = map(object({
    host              = string
    path              = optional(string, "/health")
    port              = optional(number, 443)
    period_seconds    = optional(number, 60)
    timeout_seconds   = optional(number, 10)
    regions           = optional(set(string), [])
    failing_locations = optional(number, 2)
    max_latency_ms    = optional(number)
    content = optional(object({
      text      = string
      matcher   = optional(string, "CONTAINS_STRING")
      json_path = optional(string)
    }))
    authenticate = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for check in values(var.uptime_checks) : can(regex("^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$", check.host)) && startswith(check.path, "/")])
    error_message = "The uptime checks are ${jsonencode({ for key, check in var.uptime_checks : key => "${check.host}${check.path}" })}; allowed are a host name without https:// and a path from the first slash."
  }

  validation {
    condition     = alltrue([for check in values(var.uptime_checks) : contains([60, 300, 600, 900], check.period_seconds) && check.timeout_seconds >= 1 && check.timeout_seconds <= 60 && check.port >= 1 && check.port <= 65535])
    error_message = "Period, timeout and port are ${jsonencode({ for key, check in var.uptime_checks : key => [check.period_seconds, check.timeout_seconds, check.port] })}; allowed are 60, 300, 600 or 900 s, 1 to 60 s, and 1 to 65535."
  }

  validation {
    condition = alltrue([for check in values(var.uptime_checks) : length(check.regions) == 0 || (
      length(setsubtract(check.regions, ["USA", "USA_OREGON", "USA_IOWA", "USA_VIRGINIA", "EUROPE", "SOUTH_AMERICA", "ASIA_PACIFIC"])) == 0
      && (contains(check.regions, "USA") || length(check.regions) >= 3)
    )])
    error_message = "The regions are ${jsonencode({ for key, check in var.uptime_checks : key => check.regions })}; allowed are USA, USA_OREGON, USA_IOWA, USA_VIRGINIA, EUROPE, SOUTH_AMERICA and ASIA_PACIFIC, and together they must have three locations."
  }

  validation {
    condition     = alltrue([for check in values(var.uptime_checks) : check.failing_locations >= 1 && check.failing_locations <= 3 && (check.max_latency_ms == null || try(check.max_latency_ms >= 1, false))])
    error_message = "Failing locations and latencies are ${jsonencode({ for key, check in var.uptime_checks : key => [check.failing_locations, check.max_latency_ms] })}; allowed are 1 to 3 locations, and 1 ms or more, or null."
  }

  validation {
    condition     = alltrue([for check in values(var.uptime_checks) : try(contains(["CONTAINS_STRING", "NOT_CONTAINS_STRING", "MATCHES_REGEX", "NOT_MATCHES_REGEX"], check.content.matcher) && length(check.content.text) <= 1024, check.content == null)])
    error_message = "The contents are ${jsonencode({ for key, check in var.uptime_checks : key => check.content })}; allowed are up to 1024 characters and the matchers CONTAINS_STRING, NOT_CONTAINS_STRING, MATCHES_REGEX and NOT_MATCHES_REGEX."
  }
}
