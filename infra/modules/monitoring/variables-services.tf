variable "services" {
  description = <<-EOT
    Cloud Run services by name.
    - cloud_run_name: its name in Cloud Run. Null: the key.
    - alerts: which ones it gets: errors, latency, cpu, memory, instances.
    - window_minutes: over how many minutes errors and latency are measured; 5 or more, as Cloud Run's metrics come late.
    - error_percent: share of answers with 5xx above which to tell.
    - latency_p95_ms: 95th percentile of the latency in milliseconds above which to tell.
    - minimum_requests_per_minute: with fewer, latency is not judged, and errors only once there are minimum_errors of them in the window.
    - minimum_errors: so that one error in a quiet minute wakes nobody, and a service that fails altogether does even at night.
    - cpu_percent, memory_percent: 95th percentile over instances above which to tell.
    - max_instances, instances_percent: the maximum in a region, and the share of it above which to tell. Null: no such alert.
    - availability_slo: percent of requests in rolling_days that must not be 5xx. Null: no objective.
    - latency_slo: percent of requests in rolling_days that must take less than under_ms. Null: no objective.
    - gpu: whether its dashboard shows GPUs.
  EOT
  type = map(object({
    cloud_run_name              = optional(string)
    alerts                      = optional(set(string), ["errors", "latency", "cpu", "memory", "instances"])
    window_minutes              = optional(number, 5)
    error_percent               = optional(number, 1)
    latency_p95_ms              = optional(number, 1000)
    minimum_requests_per_minute = optional(number, 20)
    minimum_errors              = optional(number, 5)
    cpu_percent                 = optional(number, 90)
    memory_percent              = optional(number, 90)
    max_instances               = optional(number)
    instances_percent           = optional(number, 80)
    availability_slo = optional(object({
      percent      = number
      rolling_days = optional(number, 30)
    }))
    latency_slo = optional(object({
      percent      = number
      under_ms     = number
      rolling_days = optional(number, 30)
    }))
    gpu = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, service in var.services : can(regex("^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$", coalesce(service.cloud_run_name, key))) && can(regex("^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$", key))])
    error_message = "The services are ${jsonencode({ for key, service in var.services : key => coalesce(service.cloud_run_name, key) })}; allowed are 1 to 49 lower-case letters, digits and hyphens that start with a letter and do not end with a hyphen."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : length(setsubtract(service.alerts, ["errors", "latency", "cpu", "memory", "instances"])) == 0])
    error_message = "The alerts are ${jsonencode({ for key, service in var.services : key => service.alerts })}; allowed are errors, latency, cpu, memory and instances."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : service.window_minutes >= 5 && service.window_minutes <= 60 && floor(service.window_minutes) == service.window_minutes])
    error_message = "The windows are ${jsonencode({ for key, service in var.services : key => service.window_minutes })} minutes; allowed are whole numbers from 5 to 60."
  }

  validation {
    condition = alltrue(flatten([for service in values(var.services) : [
      for percent in [service.cpu_percent, service.memory_percent, service.instances_percent] : percent >= 1 && percent < 100 && service.error_percent > 0 && service.error_percent < 100
    ]]))
    error_message = "The percents are ${jsonencode({ for key, service in var.services : key => { error = service.error_percent, cpu = service.cpu_percent, memory = service.memory_percent, instances = service.instances_percent } })}; allowed is less than 100, and more than 0 for errors and from 1 for the others: 5 means 5 %."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : service.latency_p95_ms >= 1 && service.latency_p95_ms <= 3600000])
    error_message = "The latencies are ${jsonencode({ for key, service in var.services : key => service.latency_p95_ms })} milliseconds; allowed are 1 to 3600000, the longest request of Cloud Run."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : service.minimum_requests_per_minute >= 0 && service.minimum_errors >= 1])
    error_message = "The minimums are ${jsonencode({ for key, service in var.services : key => { requests_per_minute = service.minimum_requests_per_minute, errors = service.minimum_errors } })}; allowed are 0 or more requests per minute and 1 or more errors."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : service.max_instances == null || try(service.max_instances >= 1 && floor(service.max_instances) == service.max_instances, false)])
    error_message = "The maximums of instances are ${jsonencode({ for key, service in var.services : key => service.max_instances })}; allowed are whole numbers from 1, or null."
  }

  validation {
    condition = alltrue(flatten([for service in values(var.services) : [
      for slo in [service.availability_slo, service.latency_slo] : try(slo.percent > 0 && slo.percent <= 99.99 && slo.rolling_days >= 1 && slo.rolling_days <= 30 && floor(slo.rolling_days) == slo.rolling_days, slo == null)
    ]]))
    error_message = "The objectives are ${jsonencode({ for key, service in var.services : key => { availability = service.availability_slo, latency = service.latency_slo } })}; allowed are up to 99.99 percent and whole days from 1 to 30."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : try(service.latency_slo.under_ms >= 1, service.latency_slo == null)])
    error_message = "The latency objectives are ${jsonencode({ for key, service in var.services : key => service.latency_slo })}; under_ms must be 1 or more."
  }

  # With every request bad, the burn rate is 1 / (1 - goal); an alert at a higher one looks like protection and is none.
  validation {
    condition = alltrue(flatten([for service in values(var.services) : [
      for slo in [service.availability_slo, service.latency_slo] : [
        for rate in values(var.burn_rates) : try(rate.rate * (100 - slo.percent) < 100, slo == null)
      ]
    ]]))
    error_message = "The objectives are ${jsonencode({ for key, service in var.services : key => { availability = service.availability_slo, latency = service.latency_slo } })} and the burn rates ${jsonencode({ for key, rate in var.burn_rates : key => rate.rate })}; even if every request were bad, the burn rate could not exceed 100 / (100 - percent), so such an alert could never come. Raise the percent or lower the rates."
  }
}

variable "burn_rates" {
  description = <<-EOT
    Alerts on every objective by name: rate is how many times faster than allowed the error budget burns, in both the long and the short window. Default: fast,
    14.4 times over 1 hour and 5 minutes (2 % of a 30 days' budget in an hour), and slow, 6 times over 6 hours and 30 minutes (5 % in 6 hours).
  EOT
  type = map(object({
    rate          = number
    long_minutes  = number
    short_minutes = number
    severity      = string
  }))
  default = {
    fast = { rate = 14.4, long_minutes = 60, short_minutes = 5, severity = "CRITICAL" }
    slow = { rate = 6, long_minutes = 360, short_minutes = 30, severity = "ERROR" }
  }
  nullable = false

  validation {
    condition     = alltrue([for rate in values(var.burn_rates) : rate.rate > 1 && rate.short_minutes >= 5 && rate.short_minutes < rate.long_minutes && rate.long_minutes <= 1440 && contains(["CRITICAL", "ERROR", "WARNING"], rate.severity)])
    error_message = "The burn rates are ${jsonencode(var.burn_rates)}; allowed are rates above 1, a short window of 5 minutes or more, a longer one of up to 1440, and the severities CRITICAL, ERROR and WARNING."
  }
}
