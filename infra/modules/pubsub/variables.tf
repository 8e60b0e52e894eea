variable "project_id" {
  description = "The project that the topics and subscriptions are made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project id is \"${var.project_id}\"; it has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "labels" {
  description = "Labels for the topics and subscriptions."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "topics" {
  description = <<-EOT
    Topics, by name.
    - `publishers`: who may publish, as IAM members by any name that stays the same.
    - `retention_days`: how long the topic itself keeps messages, up to 31, so that any subscription can be set back in time; null (default)
      does not.
    - `regions`: where messages may be stored; empty (default) is wherever the organisation allows.
    - `schema`: what messages must look like: `type` AVRO (default) or PROTOCOL_BUFFER, `definition`, `encoding` JSON (default) or BINARY.
      It has the topic's name.
    - `kms_key`: the key that encrypts messages; null uses Google's. Pub/Sub's service agent needs roles/cloudkms.cryptoKeyEncrypterDecrypter on it.
  EOT
  type = map(object({
    publishers     = optional(map(string), {})
    retention_days = optional(number)
    regions        = optional(set(string), [])
    kms_key        = optional(string)
    schema = optional(object({
      type       = optional(string, "AVRO")
      definition = string
      encoding   = optional(string, "JSON")
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.topics) : can(regex("^[a-zA-Z][a-zA-Z0-9._~+%-]{2,254}$", name)) && !startswith(lower(name), "goog")])
    error_message = "The topics are ${join(", ", keys(var.topics))}; a name has 3 to 255 letters, digits and - . _ ~ + %, begins with a letter and not with goog."
  }

  validation {
    condition     = alltrue([for topic in values(var.topics) : topic.retention_days == null ? true : topic.retention_days > 0 && topic.retention_days <= 31 && floor(topic.retention_days) == topic.retention_days])
    error_message = "Topics keep messages for ${join(", ", [for name, topic in var.topics : "${topic.retention_days} days (${name})" if topic.retention_days != null])}; a whole number from 1 to 31 is allowed."
  }

  validation {
    condition     = alltrue([for schema in [for topic in values(var.topics) : topic.schema if topic.schema != null] : contains(["AVRO", "PROTOCOL_BUFFER"], schema.type) && contains(["JSON", "BINARY"], schema.encoding)])
    error_message = "The schemas are ${join(", ", [for name, topic in var.topics : "${topic.schema.type} in ${topic.schema.encoding} (${name})" if topic.schema != null])}; allowed are AVRO and PROTOCOL_BUFFER, in JSON or BINARY."
  }

  validation {
    condition     = alltrue(flatten([for topic in values(var.topics) : [for member in values(topic.publishers) : can(regex("^(serviceAccount|user|group|principal|principalSet):.+$", member))]]))
    error_message = "The publishers are ${join(", ", flatten([for topic in values(var.topics) : values(topic.publishers)]))}; a member looks like serviceAccount:name@project.iam.gserviceaccount.com (or user:, group:, principal:, principalSet:)."
  }
}

variable "subscriptions" {
  description = <<-EOT
    Subscriptions, by name.
    - `topic`: a key of `topics`, or projects/<project>/topics/<name> for one that is made elsewhere.
    - `push`: messages are sent to `endpoint`, signed as `service_account_email` for `audience` (null is the endpoint), `unwrapped` as the bare body with
      attributes as headers, or with further `attributes`. Null (default) leaves them to be pulled.
    - `subscribers`: who may pull, as IAM members by any name that stays the same.
    - `ack_deadline_seconds`: how long a subscriber has, 10 (default) to 600.
    - `retention_days`: how long a message waits, 1 to 31; 7 by default. `retain_acknowledged` keeps also those that were handled.
    - `retry`: seconds until a message is tried again, `minimum_backoff_seconds` (10) growing to `maximum_backoff_seconds` (600).
    - `dead_letter`: after `max_delivery_attempts` (5 to 100, 5 by default) a message goes to `topic`, another key of `topics`, which needs a
      subscription of its own.
    - `filter`: which messages, such as attributes.kind = "order". `ordered`: by ordering key. `exactly_once`: for pull only. These
      three are fixed once the subscription exists, except exactly_once.
  EOT
  type = map(object({
    topic                = string
    subscribers          = optional(map(string), {})
    ack_deadline_seconds = optional(number, 10)
    retention_days       = optional(number, 7)
    retain_acknowledged  = optional(bool, false)
    filter               = optional(string)
    ordered              = optional(bool, false)
    exactly_once         = optional(bool, false)
    push = optional(object({
      endpoint              = string
      service_account_email = string
      audience              = optional(string)
      attributes            = optional(map(string), {})
      unwrapped             = optional(bool, false)
    }))
    retry = optional(object({
      minimum_backoff_seconds = optional(number, 10)
      maximum_backoff_seconds = optional(number, 600)
    }), {})
    dead_letter = optional(object({
      topic                 = string
      max_delivery_attempts = optional(number, 5)
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.subscriptions) : can(regex("^[a-zA-Z][a-zA-Z0-9._~+%-]{2,254}$", name)) && !startswith(lower(name), "goog")])
    error_message = "The subscriptions are ${join(", ", keys(var.subscriptions))}; a name has 3 to 255 letters, digits and - . _ ~ + %, begins with a letter and not with goog."
  }

  validation {
    condition     = alltrue([for subscription in values(var.subscriptions) : contains(keys(var.topics), subscription.topic) || can(regex("^projects/[^/]+/topics/[^/]+$", subscription.topic))])
    error_message = "The subscriptions' topics are ${join(", ", distinct([for subscription in values(var.subscriptions) : subscription.topic]))}; each is one of ${join(", ", keys(var.topics))}, or projects/<project>/topics/<name>."
  }

  validation {
    condition     = alltrue([for subscription in values(var.subscriptions) : subscription.ack_deadline_seconds >= 10 && subscription.ack_deadline_seconds <= 600])
    error_message = "The acknowledgement deadlines are ${join(", ", [for name, subscription in var.subscriptions : "${subscription.ack_deadline_seconds} s (${name})"])}; 10 to 600 are allowed."
  }

  validation {
    condition     = alltrue([for subscription in values(var.subscriptions) : subscription.retention_days >= 1 && subscription.retention_days <= 31 && floor(subscription.retention_days) == subscription.retention_days])
    error_message = "Subscriptions keep messages for ${join(", ", [for name, subscription in var.subscriptions : "${subscription.retention_days} days (${name})"])}; a whole number from 1 to 31 is allowed."
  }

  validation {
    condition = alltrue([
      for subscription in values(var.subscriptions) : subscription.retry.minimum_backoff_seconds >= 0 && subscription.retry.maximum_backoff_seconds <= 600 && subscription.retry.minimum_backoff_seconds <= subscription.retry.maximum_backoff_seconds
    ])
    error_message = "The backoffs are ${join(", ", [for name, subscription in var.subscriptions : "${subscription.retry.minimum_backoff_seconds} to ${subscription.retry.maximum_backoff_seconds} s (${name})"])}; 0 to 600 are allowed, and the maximum is not below the minimum."
  }

  validation {
    condition     = alltrue([for push in [for subscription in values(var.subscriptions) : subscription.push if subscription.push != null] : startswith(push.endpoint, "https://")])
    error_message = "Pushes go to ${join(", ", [for name, subscription in var.subscriptions : "${subscription.push.endpoint} (${name})" if subscription.push != null])}; an endpoint begins with https://."
  }

  validation {
    condition     = alltrue([for subscription in values(var.subscriptions) : subscription.push == null || !subscription.exactly_once])
    error_message = "These subscriptions push and ask for exactly-once delivery: ${join(", ", [for name, subscription in var.subscriptions : name if subscription.push != null && subscription.exactly_once])}. Pub/Sub has that for pull only."
  }

  validation {
    condition     = alltrue([for subscription in values(var.subscriptions) : subscription.filter == null ? true : length(subscription.filter) <= 256])
    error_message = "The filters are ${join(", ", [for name, subscription in var.subscriptions : "${length(subscription.filter)} bytes (${name})" if subscription.filter != null])} long; 256 are allowed."
  }

  validation {
    condition = alltrue([
      for name, subscription in var.subscriptions : subscription.dead_letter == null ? true : (
        contains(keys(var.topics), subscription.dead_letter.topic) &&
        subscription.dead_letter.topic != subscription.topic &&
        contains([for other in values(var.subscriptions) : other.topic], subscription.dead_letter.topic)
      )
    ])
    error_message = "The dead-letter topics are ${join(", ", [for name, subscription in var.subscriptions : "${subscription.dead_letter.topic} (${name})" if subscription.dead_letter != null])}; each is another key of topics than the subscription's own, and has a subscription, because Pub/Sub drops what nobody subscribes to."
  }

  validation {
    condition     = alltrue([for letter in [for subscription in values(var.subscriptions) : subscription.dead_letter if subscription.dead_letter != null] : letter.max_delivery_attempts >= 5 && letter.max_delivery_attempts <= 100])
    error_message = "The delivery attempts are ${join(", ", [for name, subscription in var.subscriptions : "${subscription.dead_letter.max_delivery_attempts} (${name})" if subscription.dead_letter != null])}; 5 to 100 are allowed."
  }

  validation {
    condition     = alltrue(flatten([for subscription in values(var.subscriptions) : [for member in values(subscription.subscribers) : can(regex("^(serviceAccount|user|group|principal|principalSet):.+$", member))]]))
    error_message = "The subscribers are ${join(", ", flatten([for subscription in values(var.subscriptions) : values(subscription.subscribers)]))}; a member looks like serviceAccount:name@project.iam.gserviceaccount.com (or user:, group:, principal:, principalSet:)."
  }
}

variable "service_agents" {
  description = "Service agents by API, which is what required-apis puts out. Empty (default): Pub/Sub's is looked up, and what it may do with dead letters is given anew whenever this module waits for something else that changes."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for member in values(var.service_agents) : can(regex("^serviceAccount:.+$", member))])
    error_message = "The service agents are ${jsonencode(var.service_agents)}; a member looks like serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com."
  }
}
