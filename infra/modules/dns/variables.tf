variable "project_id" {
  type        = string
  description = "Project that the zone belongs to."
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project_id is \"${var.project_id}\"; it must be a project's id of 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "name" {
  type        = string
  description = "Name of the zone in Google Cloud, such as example-com."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", var.name))
    error_message = "The name is \"${var.name}\"; it must have at most 63 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "dns_name" {
  type        = string
  description = "Domain of the zone with a dot at its end, such as example.com."
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?[.])+$", var.dns_name))
    error_message = "The dns_name is \"${var.dns_name}\"; it must be a domain in lower case with a dot at its end, such as example.com."
  }
}

variable "description" {
  type        = string
  description = "What the zone is for, for people who look at it."
  default     = "Managed by Terraform"
  nullable    = false
}

variable "labels" {
  type        = map(string)
  description = "Labels of the zone."
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))
    ])
    error_message = "The labels are ${jsonencode(var.labels)}; keys and values must have at most 63 lower-case letters, digits, _ and -, and keys must begin with a letter."
  }
}

variable "deletion_protection" {
  type        = bool
  description = "Whether Terraform refuses to destroy the zone. A new one gets other name servers, which the registrar must then be told."
  default     = true
  nullable    = false
}

variable "visibility" {
  type        = string
  description = "public, or private: answered only within networks."
  default     = "public"
  nullable    = false

  validation {
    condition     = contains(["public", "private"], var.visibility)
    error_message = "The visibility is \"${var.visibility}\"; it must be public or private."
  }
}

variable "networks" {
  type        = set(string)
  description = "VPC networks that a private zone is answered in: projects/PROJECT/global/networks/NAME."
  default     = []
  nullable    = false

  validation {
    condition     = (var.visibility == "private") == (length(var.networks) > 0)
    error_message = "The visibility is ${var.visibility} and there are ${length(var.networks)} networks; a private zone needs at least one, a public zone has none."
  }

  validation {
    condition     = alltrue([for network in var.networks : can(regex("projects/[^/]+/global/networks/[^/]+$", network))])
    error_message = "The networks are ${jsonencode(var.networks)}; each must be projects/PROJECT/global/networks/NAME."
  }
}

variable "dnssec_enabled" {
  type        = bool
  description = "Whether a public zone is signed. It takes effect once the registrar knows ds_records. Private zones are never signed."
  default     = true
  nullable    = false
}

variable "logging_enabled" {
  type        = bool
  description = "Whether a public zone's queries are logged, which costs by the query."
  default     = false
  nullable    = false

  validation {
    condition     = !var.logging_enabled || var.visibility == "public"
    error_message = "The logging_enabled is true and the visibility private; Cloud DNS logs a private zone's queries by a policy of the network."
  }
}

variable "records" {
  type = map(object({
    name        = optional(string, "")
    type        = string
    ttl_seconds = optional(number, 300)
    data        = list(string)
  }))
  description = "Records by a name of your own, one for each name and type. name: relative to the zone, such as www; empty for the zone itself; or whole with a dot at its end. data: the values; names in them are whole and end with a dot, and TXT values that contain spaces are in escaped quotes. ttl_seconds: how long others may keep them."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for record in var.records : contains(["A", "AAAA", "ALIAS", "CAA", "CNAME", "DNSKEY", "DS", "HTTPS", "IPSECKEY", "MX", "NAPTR", "NS", "PTR", "SPF", "SRV", "SSHFP", "SVCB", "TLSA", "TXT"], record.type)])
    error_message = "The records' types are ${jsonencode(distinct([for record in var.records : record.type]))}; each must be A, AAAA, ALIAS, CAA, CNAME, DNSKEY, DS, HTTPS, IPSECKEY, MX, NAPTR, NS, PTR, SPF, SRV, SSHFP, SVCB, TLSA or TXT."
  }

  validation {
    condition     = alltrue([for record in var.records : endswith(record.name, ".") ? endswith(".${record.name}", ".${var.dns_name}") : can(regex("^([*]|([*][.])?[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+)*)?$", record.name))])
    error_message = "The records' names are ${jsonencode([for record in var.records : record.name])}; each must be relative to ${var.dns_name} without a dot at its end, or end with .${var.dns_name}"
  }

  validation {
    condition     = alltrue([for record in var.records : record.ttl_seconds >= 0 && record.ttl_seconds <= 2147483647])
    error_message = "The records' ttl_seconds are ${jsonencode([for record in var.records : record.ttl_seconds])}; each must be from 0 to 2147483647."
  }

  validation {
    condition     = alltrue([for record in var.records : length(record.data) > 0])
    error_message = "The records ${jsonencode([for key, record in var.records : key if length(record.data) == 0])} have no data; each needs at least one value."
  }

  validation {
    condition     = alltrue(flatten([for record in var.records : [for value in record.data : endswith(value, ".")] if contains(["ALIAS", "CNAME", "MX", "NS", "PTR", "SRV"], record.type)]))
    error_message = "The records' data of types ALIAS, CNAME, MX, NS, PTR and SRV are ${jsonencode(flatten([for record in var.records : record.data if contains(["ALIAS", "CNAME", "MX", "NS", "PTR", "SRV"], record.type)]))}; each must end with a dot."
  }

  validation {
    condition     = alltrue(flatten([for record in var.records : [for value in record.data : can(cidrhost("${value}/32", 0)) && !strcontains(value, ":")] if record.type == "A"]))
    error_message = "The A records' data are ${jsonencode(flatten([for record in var.records : record.data if record.type == "A"]))}; each must be an IPv4 address."
  }

  validation {
    condition     = alltrue(flatten([for record in var.records : [for value in record.data : can(cidrhost("${value}/128", 0))] if record.type == "AAAA"]))
    error_message = "The AAAA records' data are ${jsonencode(flatten([for record in var.records : record.data if record.type == "AAAA"]))}; each must be an IPv6 address."
  }

  validation {
    condition     = alltrue([for record in var.records : length(record.data) == 1 && record.name != "" && record.name != var.dns_name if record.type == "CNAME"])
    error_message = "The CNAME records are ${jsonencode({ for key, record in var.records : key => record if record.type == "CNAME" })}; each must have one value and a name other than the zone's own."
  }

  validation {
    condition     = length(distinct([for record in var.records : "${lower(trimsuffix(trimsuffix(record.name, var.dns_name), "."))} ${record.type}"])) == length(var.records)
    error_message = "The records are ${jsonencode([for record in var.records : "${record.name} ${record.type}"])}; put all values of one name and type into one record."
  }
}
