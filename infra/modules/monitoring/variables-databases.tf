variable "databases" {
  description = <<-EOT
    Cloud SQL instances by name.
    - instance: name of the primary instance.
    - engine: postgres or mysql.
    - max_connections: what the instance allows (`SHOW max_connections`); Cloud Monitoring does not know it.
    - replicas: names of its read replicas.
    - alerts: which ones it gets: availability, connections, cpu, disk, replica-lag.
    - connections_percent, cpu_percent, disk_percent: shares above which to tell.
    - replica_lag_seconds: seconds a replica may be behind.
  EOT
  type = map(object({
    instance            = string
    engine              = optional(string, "postgres")
    max_connections     = number
    replicas            = optional(set(string), [])
    alerts              = optional(set(string), ["availability", "connections", "cpu", "disk", "replica-lag"])
    connections_percent = optional(number, 80)
    cpu_percent         = optional(number, 90)
    disk_percent        = optional(number, 85)
    replica_lag_seconds = optional(number, 60)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.databases) : can(regex("^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$", key))])
    error_message = "The databases are ${jsonencode(keys(var.databases))}; allowed names are 1 to 49 lower-case letters, digits and hyphens that start with a letter."
  }

  validation {
    condition     = alltrue(flatten([for database in values(var.databases) : [for name in setunion([database.instance], database.replicas) : can(regex("^[a-z][a-z0-9-]{0,97}$", name))]]))
    error_message = "The instances are ${jsonencode({ for key, database in var.databases : key => setunion([database.instance], database.replicas) })}; allowed are names of Cloud SQL instances, without the project."
  }

  validation {
    condition     = alltrue([for database in values(var.databases) : contains(["postgres", "mysql"], database.engine)])
    error_message = "The engines are ${jsonencode({ for key, database in var.databases : key => database.engine })}; allowed are postgres and mysql."
  }

  validation {
    condition     = alltrue([for database in values(var.databases) : length(setsubtract(database.alerts, ["availability", "connections", "cpu", "disk", "replica-lag"])) == 0])
    error_message = "The alerts are ${jsonencode({ for key, database in var.databases : key => database.alerts })}; allowed are availability, connections, cpu, disk and replica-lag."
  }

  validation {
    condition = alltrue(flatten([for database in values(var.databases) : [
      for percent in [database.connections_percent, database.cpu_percent, database.disk_percent] : percent >= 1 && percent < 100
    ]]))
    error_message = "The percents are ${jsonencode({ for key, database in var.databases : key => { connections = database.connections_percent, cpu = database.cpu_percent, disk = database.disk_percent } })}; allowed is from 1 to less than 100: 80 means 80 %."
  }

  validation {
    condition     = alltrue([for database in values(var.databases) : database.max_connections >= 1 && database.replica_lag_seconds >= 1])
    error_message = "Connections and lag are ${jsonencode({ for key, database in var.databases : key => [database.max_connections, database.replica_lag_seconds] })}; allowed is 1 or more of each."
  }
}
