variable "project_id" {
  type        = string
  description = "Project that the load balancer and its Cloud Run services are in."
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "The project_id is \"${var.project_id}\"; it must be a project's id of 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "name" {
  type        = string
  description = "Name of the load balancer, and prefix of all that it is made of."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$", var.name))
    error_message = "The name is \"${var.name}\"; it must have at most 30 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "labels" {
  type        = map(string)
  description = "Labels of what can have them."
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
  description = "Whether Terraform refuses to give back the addresses that DNS points to."
  default     = true
  nullable    = false
}

variable "ipv6_enabled" {
  type        = bool
  description = "Whether there is an IPv6 address besides the IPv4 address."
  default     = false
  nullable    = false
}

variable "domains" {
  type        = set(string)
  description = "Domains to have certificates for, such as example.com and *.example.com. A wildcard covers one level and not the domain itself. Each must be proved by its record in certificate_dns_records."
  nullable    = false

  validation {
    condition     = length(var.domains) > 0 && alltrue([for domain in var.domains : can(regex("^([*][.])?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z0-9-]{2,63}$", domain))])
    error_message = "The domains are ${jsonencode(var.domains)}; there must be at least one, in lower case, without a dot at its end."
  }

  validation {
    condition     = alltrue([for domain in var.domains : length(var.name) + length(replace(domain, "*", "wildcard")) <= 62])
    error_message = "The domains are ${jsonencode(var.domains)}; with the name \"${var.name}\" and a hyphen, each must have at most 63 characters, as its certificate is named so."
  }

  validation {
    condition     = length(distinct([for domain in var.domains : replace(replace(domain, "*", "wildcard"), ".", "-")])) == length(var.domains)
    error_message = "The domains are ${jsonencode(var.domains)}; two of them differ only by dots and hyphens, and their certificates would have one name."
  }
}

variable "backends" {
  type = map(object({
    services         = map(string)
    security_policy  = optional(string)
    log_sample_rate  = optional(number, 1)
    compression      = optional(bool, false)
    request_headers  = optional(set(string), [])
    response_headers = optional(set(string), [])
    iap = optional(object({
      oauth_client_id = optional(string)
    }))
    outlier_detection = optional(object({
      consecutive_errors   = optional(number, 5)
      interval_seconds     = optional(number, 10)
      ejection_seconds     = optional(number, 30)
      max_ejection_percent = optional(number, 50)
    }))
    cdn = optional(object({
      cache_mode                = optional(string, "USE_ORIGIN_HEADERS")
      default_ttl_seconds       = optional(number, 3600)
      client_ttl_seconds        = optional(number, 3600)
      max_ttl_seconds           = optional(number, 86400)
      serve_while_stale_seconds = optional(number, 86400)
      negative_ttl_seconds      = optional(map(number), {})
      bypass_on_headers         = optional(set(string), [])
      cache_key = optional(object({
        host                     = optional(bool, true)
        protocol                 = optional(bool, true)
        query_string             = optional(bool, true)
        query_parameters         = optional(set(string), [])
        without_query_parameters = optional(set(string), [])
        headers                  = optional(list(string), [])
        cookies                  = optional(list(string), [])
      }), {})
    }))
  }))
  description = <<-EOT
    Backends by a name of your own.
    services: Cloud Run services by region; one backend may have a service in several regions.
    security_policy: full name of another Cloud Armor policy. Null, the default, is this module's.
    log_sample_rate: share of requests that are logged, 0 to 1.
    compression: whether answers are compressed for callers that ask for it.
    request_headers, response_headers: headers to add, each as "Name: value".
    iap: whether Identity-Aware Proxy stands before it. With {} Google manages the OAuth client, for people of the project's own organisation; oauth_client_id names another, whose secret is in iap_oauth_client_secrets.
    outlier_detection: takes a region out for ejection_seconds after consecutive_errors answers of 5xx in a row, of at most max_ejection_percent of the regions. Cloud Run has no other health check here, except by readiness probes. Null, the default, is none.
    cdn: Cloud CDN. cache_mode: USE_ORIGIN_HEADERS, CACHE_ALL_STATIC or FORCE_CACHE_ALL (never for answers that are personal). The TTLs apply to the modes that have them. negative_ttl_seconds: by status code. bypass_on_headers: requests with one of these headers are not answered from the cache. cache_key: what tells answers apart; query_parameters alone or all without_query_parameters, not both.
  EOT
  nullable    = false

  validation {
    condition     = length(var.backends) > 0 && alltrue([for key in keys(var.backends) : can(regex("^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$", key))])
    error_message = "The backends are ${jsonencode(keys(var.backends))}; there must be at least one, and names must have at most 22 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }

  validation {
    condition     = alltrue([for backend in var.backends : length(backend.services) > 0 && alltrue([for region in keys(backend.services) : can(regex("^[a-z]+-[a-z]+[0-9]+$", region))])])
    error_message = "The backends' services are ${jsonencode([for backend in var.backends : keys(backend.services)])}; each backend needs at least one region, such as europe-west6."
  }

  validation {
    condition     = alltrue([for backend in var.backends : backend.log_sample_rate >= 0 && backend.log_sample_rate <= 1])
    error_message = "The backends' log_sample_rates are ${jsonencode([for backend in var.backends : backend.log_sample_rate])}; each must be from 0 to 1."
  }

  validation {
    condition     = alltrue([for backend in var.backends : backend.iap == null || backend.cdn == null])
    error_message = "The backends ${jsonencode([for key, backend in var.backends : key if backend.iap != null && backend.cdn != null])} have iap and cdn; Identity-Aware Proxy cannot be combined with Cloud CDN."
  }

  validation {
    condition     = alltrue(flatten([for backend in var.backends : [for header in setunion(backend.request_headers, backend.response_headers) : can(regex("^[A-Za-z0-9-]+: ?.*$", header))]]))
    error_message = "The backends' headers are ${jsonencode(flatten([for backend in var.backends : [for header in setunion(backend.request_headers, backend.response_headers) : header]]))}; each must be \"Name: value\"."
  }

  validation {
    condition     = alltrue([for backend in var.backends : try(contains(["USE_ORIGIN_HEADERS", "CACHE_ALL_STATIC", "FORCE_CACHE_ALL"], backend.cdn.cache_mode), true)])
    error_message = "The backends' cache modes are ${jsonencode([for backend in var.backends : backend.cdn.cache_mode if backend.cdn != null])}; each must be USE_ORIGIN_HEADERS, CACHE_ALL_STATIC or FORCE_CACHE_ALL."
  }

  validation {
    condition = alltrue([for backend in var.backends : try(
      backend.cdn.default_ttl_seconds >= 0 && backend.cdn.default_ttl_seconds <= backend.cdn.max_ttl_seconds &&
      backend.cdn.client_ttl_seconds >= 0 && backend.cdn.client_ttl_seconds <= backend.cdn.max_ttl_seconds &&
      backend.cdn.max_ttl_seconds <= 31622400 && backend.cdn.serve_while_stale_seconds >= 0 && backend.cdn.serve_while_stale_seconds <= 604800,
      true,
    )])
    error_message = "The backends' caches are ${jsonencode([for backend in var.backends : backend.cdn if backend.cdn != null])}; default_ttl_seconds and client_ttl_seconds must be at most max_ttl_seconds, that at most 31622400 (a year), and serve_while_stale_seconds at most 604800 (a week)."
  }

  validation {
    condition     = alltrue(flatten([for backend in var.backends : try([for code, ttl in backend.cdn.negative_ttl_seconds : contains(["300", "301", "302", "307", "308", "404", "405", "410", "421", "451", "501"], code) && ttl >= 0 && ttl <= 1800], [])]))
    error_message = "The backends' negative_ttl_seconds are ${jsonencode([for backend in var.backends : try(backend.cdn.negative_ttl_seconds, {})])}; codes must be 300, 301, 302, 307, 308, 404, 405, 410, 421, 451 or 501, and times at most 1800."
  }

  validation {
    condition     = alltrue([for backend in var.backends : try(length(backend.cdn.cache_key.query_parameters) == 0 || length(backend.cdn.cache_key.without_query_parameters) == 0, true)])
    error_message = "The backends' cache keys are ${jsonencode([for backend in var.backends : backend.cdn.cache_key if backend.cdn != null])}; give query_parameters or without_query_parameters, not both."
  }

  validation {
    condition = alltrue([for backend in var.backends : try(
      backend.outlier_detection.consecutive_errors >= 1 && backend.outlier_detection.interval_seconds >= 1 &&
      backend.outlier_detection.ejection_seconds >= 1 && backend.outlier_detection.max_ejection_percent >= 1 && backend.outlier_detection.max_ejection_percent <= 100,
      true,
    )])
    error_message = "The backends' outlier_detections are ${jsonencode([for backend in var.backends : backend.outlier_detection if backend.outlier_detection != null])}; numbers must be 1 or more, and max_ejection_percent at most 100."
  }
}

variable "iap_oauth_client_secrets" {
  type        = map(string)
  description = "Secrets of the OAuth clients that backends name in iap.oauth_client_id, by backend. They end up in the state. Default: none."
  default     = {}
  nullable    = false
  sensitive   = true

  validation {
    condition     = sort(nonsensitive(keys(var.iap_oauth_client_secrets))) == sort([for key, backend in var.backends : key if try(backend.iap.oauth_client_id, null) != null])
    error_message = "The iap_oauth_client_secrets are for ${jsonencode(nonsensitive(keys(var.iap_oauth_client_secrets)))}, and the backends with an oauth_client_id are ${jsonencode([for key, backend in var.backends : key if try(backend.iap.oauth_client_id, null) != null])}; there must be one for each."
  }
}

variable "default_backend" {
  type        = string
  description = "Backend for requests that no host or path rule matches."
  nullable    = false

  validation {
    condition     = contains(keys(var.backends), var.default_backend)
    error_message = "The default_backend is \"${var.default_backend}\"; it must be one of ${jsonencode(keys(var.backends))}."
  }
}

variable "hosts" {
  type = map(object({
    hosts   = set(string)
    backend = string
    paths   = optional(map(string), {})
  }))
  description = "Rules by a name of your own. hosts: host names, such as api.example.com or *.example.com. paths: backends by path, such as /v1/*; the longest match wins. backend: for all other paths."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.hosts) : can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", key))])
    error_message = "The hosts' names are ${jsonencode(keys(var.hosts))}; each must have at most 63 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }

  validation {
    condition     = alltrue(flatten([for rule in var.hosts : [for backend in concat([rule.backend], values(rule.paths)) : contains(keys(var.backends), backend)]]))
    error_message = "The hosts lead to ${jsonencode(distinct(flatten([for rule in var.hosts : concat([rule.backend], values(rule.paths))])))}; each must be one of the backends ${jsonencode(keys(var.backends))}."
  }

  validation {
    condition     = length(flatten([for rule in var.hosts : [for host in rule.hosts : host]])) == length(distinct(flatten([for rule in var.hosts : [for host in rule.hosts : host]])))
    error_message = "The hosts are ${jsonencode(flatten([for rule in var.hosts : [for host in rule.hosts : host]]))}; each may be in one rule only."
  }

  validation {
    condition     = alltrue(flatten([for rule in var.hosts : [for path in keys(rule.paths) : can(regex("^/([^*?#]*/)?([^*?#]+|[*])?$", path))]]))
    error_message = "The paths are ${jsonencode(flatten([for rule in var.hosts : keys(rule.paths)]))}; each must begin with /, and * may only be its last part, after a slash."
  }
}

variable "ssl_profile" {
  type        = string
  description = "Which ciphers are offered: MODERN, or RESTRICTED for compliance. TLS 1.2 is the least version either way."
  default     = "MODERN"
  nullable    = false

  validation {
    condition     = contains(["MODERN", "RESTRICTED"], var.ssl_profile)
    error_message = "The ssl_profile is \"${var.ssl_profile}\"; it must be MODERN or RESTRICTED."
  }
}

variable "client_keepalive_seconds" {
  type        = number
  description = "Time that an idle connection from a caller is kept open, in seconds, 5 to 1200. Null, the default, is Google's 610."
  default     = null

  validation {
    condition     = var.client_keepalive_seconds == null || try(var.client_keepalive_seconds >= 5 && var.client_keepalive_seconds <= 1200, false)
    error_message = "The client_keepalive_seconds is ${coalesce(var.client_keepalive_seconds, 0)}; it must be from 5 to 1200."
  }
}

variable "rate_limits" {
  type = map(object({
    requests           = number
    interval_seconds   = optional(number, 60)
    expression         = optional(string)
    key                = optional(string, "IP")
    key_name           = optional(string)
    ban_seconds        = optional(number)
    ban_after_requests = optional(number)
    preview            = optional(bool, false)
  }))
  description = <<-EOT
    Limits by a name of your own; beyond them Cloud Armor answers 429.
    requests per interval_seconds: counted for each key, each backend and each region of Google's edge on its own.
    expression: which requests, in Cloud Armor's language, such as request.path.startsWith('/v1/login'). Null is all, at most once; it applies to what the others do not match.
    key: what a caller is told by: IP, XFF_IP, HTTP_HEADER, HTTP_COOKIE (both with key_name), HTTP_PATH, SNI, REGION_CODE, TLS_JA3_FINGERPRINT, TLS_JA4_FINGERPRINT or ALL.
    ban_seconds: who exceeds the limit is refused for so long, or, with ban_after_requests, who makes so many requests per interval. Null refuses only what is too much.
    preview: only writes to the log what it would do.
    Default: 600 requests a minute for each address.
  EOT
  default     = { all = { requests = 600 } }
  nullable    = false

  validation {
    condition     = length([for limit in var.rate_limits : limit if limit.expression == null]) <= 1
    error_message = "The rate_limits ${jsonencode([for key, limit in var.rate_limits : key if limit.expression == null])} have no expression; only one may be for all requests, because the first that matches decides."
  }

  validation {
    condition     = alltrue([for limit in var.rate_limits : contains([10, 30, 60, 120, 180, 240, 270, 300, 600, 900, 1200, 1800, 2700, 3600], limit.interval_seconds)])
    error_message = "The rate_limits' intervals are ${jsonencode([for limit in var.rate_limits : limit.interval_seconds])}; each must be 10, 30, 60, 120, 180, 240, 270, 300, 600, 900, 1200, 1800, 2700 or 3600."
  }

  validation {
    condition     = alltrue([for limit in var.rate_limits : limit.requests >= 1 && coalesce(limit.ban_seconds, 60) >= 60 && coalesce(limit.ban_seconds, 60) <= 3600])
    error_message = "The rate_limits are ${jsonencode([for limit in var.rate_limits : [limit.requests, limit.ban_seconds]])} (requests, ban_seconds); requests must be 1 or more and ban_seconds 60 to 3600."
  }

  validation {
    condition     = alltrue([for limit in var.rate_limits : limit.ban_after_requests == null || (limit.ban_seconds != null && coalesce(limit.ban_after_requests, 0) >= limit.requests)])
    error_message = "The rate_limits' ban_after_requests are ${jsonencode([for limit in var.rate_limits : limit.ban_after_requests])}; each needs ban_seconds and must be at least requests."
  }

  validation {
    condition     = alltrue([for limit in var.rate_limits : contains(["IP", "XFF_IP", "HTTP_HEADER", "HTTP_COOKIE", "HTTP_PATH", "SNI", "REGION_CODE", "TLS_JA3_FINGERPRINT", "TLS_JA4_FINGERPRINT", "ALL"], limit.key)])
    error_message = "The rate_limits' keys are ${jsonencode([for limit in var.rate_limits : limit.key])}; each must be IP, XFF_IP, HTTP_HEADER, HTTP_COOKIE, HTTP_PATH, SNI, REGION_CODE, TLS_JA3_FINGERPRINT, TLS_JA4_FINGERPRINT or ALL."
  }

  validation {
    condition     = alltrue([for limit in var.rate_limits : contains(["HTTP_HEADER", "HTTP_COOKIE"], limit.key) == (limit.key_name != null)])
    error_message = "The rate_limits' keys and key_names are ${jsonencode([for limit in var.rate_limits : [limit.key, limit.key_name]])}; a key_name belongs to HTTP_HEADER and HTTP_COOKIE, and to them alone."
  }
}

variable "waf" {
  type = map(object({
    rule_set      = string
    sensitivity   = optional(number, 1)
    without_rules = optional(set(string), [])
    preview       = optional(bool, false)
  }))
  description = "Google's rules against attacks, by a name of your own. rule_set: such as sqli-v422-stable or xss-v33-stable (OWASP CRS 4.22 or 3.3). sensitivity: 1 has the fewest false alarms, 4 finds the most. without_rules: ids of rules to leave out. preview: only writes to the log what it would refuse. Default: SQL injection and cross-site scripting."
  default = {
    sqli = { rule_set = "sqli-v422-stable" }
    xss  = { rule_set = "xss-v422-stable" }
  }
  nullable = false

  validation {
    condition     = alltrue([for rule in var.waf : can(regex("^[a-z]+(-v(33|422))?-(stable|canary)$", rule.rule_set))])
    error_message = "The waf's rule sets are ${jsonencode([for rule in var.waf : rule.rule_set])}; each must be a name such as sqli-v422-stable."
  }

  validation {
    condition     = alltrue([for rule in var.waf : contains([1, 2, 3, 4], rule.sensitivity)])
    error_message = "The waf's sensitivities are ${jsonencode([for rule in var.waf : rule.sensitivity])}; each must be a whole number from 1 to 4."
  }

  validation {
    condition     = alltrue(flatten([for rule in var.waf : [for id in rule.without_rules : can(regex("^[a-z0-9-]+$", id))]]))
    error_message = "The waf's without_rules are ${jsonencode(flatten([for rule in var.waf : [for id in rule.without_rules : id]]))}; each must be a rule's id, such as owasp-crs-v030301-id942350-sqli."
  }
}

variable "denied_ranges" {
  type        = set(string)
  description = "Address ranges in CIDR form that are refused. They win over allowed_ranges."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for range in var.denied_ranges : can(cidrhost(range, 0))])
    error_message = "The denied_ranges are ${jsonencode(var.denied_ranges)}; each must be in CIDR form, such as 198.51.100.0/24."
  }
}

variable "allowed_ranges" {
  type        = set(string)
  description = "Address ranges in CIDR form that pass without rate limits and attack rules, such as a load test's. All others still pass with them."
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for range in var.allowed_ranges : can(cidrhost(range, 0)) && !endswith(range, "/0")])
    error_message = "The allowed_ranges are ${jsonencode(var.allowed_ranges)}; each must be in CIDR form, such as 198.51.100.0/24, and not all addresses."
  }
}

variable "json_parsing" {
  type        = string
  description = "How bodies of JSON are looked through for attacks: STANDARD, STANDARD_WITH_GRAPHQL or DISABLED."
  default     = "STANDARD"
  nullable    = false

  validation {
    condition     = contains(["STANDARD", "STANDARD_WITH_GRAPHQL", "DISABLED"], var.json_parsing)
    error_message = "The json_parsing is \"${var.json_parsing}\"; it must be STANDARD, STANDARD_WITH_GRAPHQL or DISABLED."
  }
}

variable "adaptive_protection" {
  type        = bool
  description = "Whether Cloud Armor learns what is usual and raises an alert on floods. Suggested rules come only with Cloud Armor Enterprise."
  default     = true
  nullable    = false
}
