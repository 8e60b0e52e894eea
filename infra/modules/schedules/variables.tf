variable "project_id" {
  type        = string
  description = "Project of the schedules and of the services that they scale."
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project_id is \"${var.project_id}\"; it must be a project's id of 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  type        = string
  description = "Region that Cloud Scheduler runs in, such as europe-west6. It need not be a service's; not every region has Cloud Scheduler."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "The region is \"${var.region}\"; it must be a region's name, such as europe-west6."
  }
}

variable "name" {
  type        = string
  description = "Prefix of the jobs, the accounts and the role."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,21}[a-z0-9])?$", var.name))
    error_message = "The name is \"${var.name}\"; it must have at most 23 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "paused" {
  type        = bool
  description = "Whether all jobs rest. What they set last stays."
  default     = false
  nullable    = false
}

variable "schedules" {
  type = map(object({
    service               = string
    region                = string
    service_account_email = string
    time_zone             = optional(string, "Etc/UTC")
    up = object({
      cron = string
      min  = number
    })
    down = object({
      cron = string
      min  = optional(number, 0)
    })
  }))
  description = "Services to scale, by a name of your own. service, region: the Cloud Run service. service_account_email: the account that it runs as, which Cloud Run wants acted as. up and down: when (cron, five fields, in time_zone) the least number of instances becomes min. Until the first of them has come, the service has the minimum that it was made with."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.schedules) : can(regex("^[a-z]([a-z0-9-]{0,62}[a-z0-9])?$", key))])
    error_message = "The schedules are ${jsonencode(keys(var.schedules))}; names must have lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }

  validation {
    condition     = alltrue(flatten([for schedule in var.schedules : [for cron in [schedule.up.cron, schedule.down.cron] : can(regex("^([0-9A-Za-z*,/-]+ ){4}[0-9A-Za-z*,/-]+$", cron))]]))
    error_message = "The schedules' crons are ${jsonencode(flatten([for schedule in var.schedules : [schedule.up.cron, schedule.down.cron]]))}; each must have five fields, such as 0 7 * * 1-5."
  }

  validation {
    condition     = alltrue([for schedule in var.schedules : schedule.down.min >= 0 && schedule.up.min > schedule.down.min])
    error_message = "The schedules' minimums are ${jsonencode([for schedule in var.schedules : [schedule.up.min, schedule.down.min]])} (up, down); down must be 0 or more, and up more than down."
  }

  validation {
    condition     = alltrue([for schedule in var.schedules : can(regex("^[A-Za-z]+(/[A-Za-z0-9_+-]+)*$", schedule.time_zone))])
    error_message = "The schedules' time zones are ${jsonencode([for schedule in var.schedules : schedule.time_zone])}; each must be a name such as Europe/Zurich."
  }

  validation {
    condition     = alltrue([for schedule in var.schedules : can(regex("^[a-z]+-[a-z]+[0-9]+$", schedule.region))])
    error_message = "The schedules' regions are ${jsonencode([for schedule in var.schedules : schedule.region])}; each must be a region's name, such as europe-west6."
  }

  validation {
    condition     = length(distinct([for schedule in var.schedules : "${schedule.region}/${schedule.service}"])) == length(var.schedules)
    error_message = "The schedules scale ${jsonencode([for schedule in var.schedules : "${schedule.region}/${schedule.service}"])}; each service may be in one schedule only."
  }
}

variable "calls" {
  type = map(object({
    description      = optional(string)
    cron             = string
    time_zone        = optional(string, "Etc/UTC")
    url              = string
    method           = optional(string, "POST")
    headers          = optional(map(string), {})
    body             = optional(string)
    audience         = optional(string)
    deadline_seconds = optional(number, 180)
    retries          = optional(number, 1)
  }))
  description = "HTTPS requests at fixed times, by a name of your own. They carry an identity token of the caller's account for audience (null: the URL itself), or, to APIs under googleapis.com, an access token; so https://run.googleapis.com/v2/projects/PROJECT/locations/REGION/jobs/NAME:run runs a job. body: as text. deadline_seconds: 15 to 1800. retries: 0 to 5, after answers other than 2xx."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.calls) : can(regex("^[a-z]([a-z0-9-]{0,62}[a-z0-9])?$", key)) && !contains(flatten([for name in keys(var.schedules) : ["${name}-up", "${name}-down"]]), key)])
    error_message = "The calls are ${jsonencode(keys(var.calls))}; names must have lower-case letters, digits and hyphens, begin with a letter, not end with a hyphen, and not be a schedule's name with -up or -down."
  }

  validation {
    condition     = alltrue([for call in var.calls : can(regex("^([0-9A-Za-z*,/-]+ ){4}[0-9A-Za-z*,/-]+$", call.cron))])
    error_message = "The calls' crons are ${jsonencode([for call in var.calls : call.cron])}; each must have five fields, such as 0 7 * * 1-5."
  }

  validation {
    condition     = alltrue([for call in var.calls : can(regex("^[A-Za-z]+(/[A-Za-z0-9_+-]+)*$", call.time_zone))])
    error_message = "The calls' time zones are ${jsonencode([for call in var.calls : call.time_zone])}; each must be a name such as Europe/Zurich."
  }

  validation {
    condition     = alltrue([for call in var.calls : startswith(call.url, "https://")])
    error_message = "The calls' URLs are ${jsonencode([for call in var.calls : call.url])}; each must begin with https://, because the request carries a token."
  }

  validation {
    condition     = alltrue([for call in var.calls : contains(["GET", "POST", "PUT", "PATCH", "DELETE"], call.method) && (call.body == null || contains(["POST", "PUT", "PATCH"], call.method))])
    error_message = "The calls' methods are ${jsonencode([for call in var.calls : call.method])}; each must be GET, POST, PUT, PATCH or DELETE, and only POST, PUT and PATCH have a body."
  }

  validation {
    condition     = alltrue([for call in var.calls : call.deadline_seconds >= 15 && call.deadline_seconds <= 1800 && call.retries >= 0 && call.retries <= 5])
    error_message = "The calls' deadlines and retries are ${jsonencode([for call in var.calls : [call.deadline_seconds, call.retries]])}; a deadline must be from 15 to 1800 seconds, and retries from 0 to 5."
  }
}
