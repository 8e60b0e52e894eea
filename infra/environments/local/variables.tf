# The same file in every environment. What a value means, and which ones are allowed, is in ../../stack/variables*.tf.

variable "project_id" {
  description = "Project that everything is made in."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region that everything is made in, such as europe-west6."
  type        = string
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to destroy what holds data or is public."
  type        = bool
  default     = true
  nullable    = false
}

variable "deployers" {
  description = "Members that release, such as serviceAccount:deploy-staging@PROJECT.iam.gserviceaccount.com."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "registry" {
  description = "Repository of the images, such as europe-west6-docker.pkg.dev/PROJECT/NAME. Null: one is made here."
  type        = string
  default     = null
}

variable "network" {
  description = "Range of the subnet that instances take their addresses from, or the name of an existing network to use instead."
  type = object({
    cidr     = optional(string, "10.10.0.0/20")
    existing = optional(string)
  })
  default  = {}
  nullable = false
}

variable "database" {
  description = "PostgreSQL for listings: its machine, standby, backups (how many are kept), recovery_days, replicas (region by name) and the number of its password."
  type = object({
    tier             = string
    availability     = optional(string, "zonal")
    max_connections  = optional(number, 100)
    disk_gb          = optional(number, 10)
    backups          = optional(number, 7)
    recovery_days    = optional(number, 0)
    replicas         = optional(map(string), {})
    password_version = optional(number, 1)
  })
  nullable = false
}

variable "cache" {
  description = "Redis for prices: BASIC or STANDARD_HA, and its size in GiB. Null: none."
  type = object({
    tier      = optional(string, "BASIC")
    memory_gb = optional(number, 1)
  })
  default = null
}

variable "secrets" {
  description = "Secrets whose values are not Terraform's, by id: the service and variable that read it (null: the deployers do), and after how many days a new value is asked for."
  type = map(object({
    service       = optional(string)
    variable      = optional(string)
    rotation_days = optional(number)
  }))
  default  = {}
  nullable = false
}

variable "services" {
  description = "Size, schedule and objectives of listings, prices and web."
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
}

variable "web_access" {
  description = "Who may open web: public, authenticated or iap."
  type        = string
  default     = "authenticated"
  nullable    = false
}

variable "visitors" {
  description = "Members that may open web where it is not public, such as group:team@example.com."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "domain" {
  description = "Domain of web, which gets a load balancer. Null: web has the URL that Cloud Run gives it."
  type        = string
  default     = null
}

variable "alert_email" {
  description = "Mailbox that alerts and budgets tell. Null: there are no alerts and dashboards."
  type        = string
  default     = null
}

variable "budget" {
  description = "What the project may cost in a month, in whole units of the billing account's currency. Null: no budget."
  type = object({
    billing_account = string
    monthly         = number
    currency        = optional(string, "USD")
  })
  default = null
}
