# Cloud Armor. The first rule that matches decides, and a rate limit that is not exceeded allows: so what must be seen by
# every request (lists, attacks) comes before the limits, and limits for some requests before the one for all.

locals {
  # A rule matches at most 10 ranges.
  denied_chunks  = { for index, ranges in chunklist(sort(var.denied_ranges), 10) : 1000 + index => ranges }
  allowed_chunks = { for index, ranges in chunklist(sort(var.allowed_ranges), 10) : 2000 + index => ranges }

  waf_priorities = { for index, key in sort(keys(var.waf)) : key => 3000 + index }

  # Keys sort within their group, those with an expression first.
  limit_order = concat(
    sort([for key, limit in var.rate_limits : key if limit.expression != null]),
    sort([for key, limit in var.rate_limits : key if limit.expression == null]),
  )
  limit_priorities = { for index, key in local.limit_order : key => 4000 + index }
}

resource "google_compute_security_policy" "this" {
  project     = var.project_id
  name        = var.name
  description = "Requests to the load balancer ${var.name}"
  type        = "CLOUD_ARMOR"
  labels      = var.labels

  # Without it the rules look for attacks in a JSON body as if it were plain text, and find them where there are none.
  advanced_options_config {
    json_parsing = var.json_parsing
    log_level    = "NORMAL"
  }

  adaptive_protection_config {
    layer_7_ddos_defense_config {
      enable          = var.adaptive_protection
      rule_visibility = "STANDARD"
    }
  }

  dynamic "rule" {
    for_each = local.denied_chunks
    content {
      action      = "deny(403)"
      priority    = rule.key
      description = "Denied ranges"

      match {
        versioned_expr = "SRC_IPS_V1"
        config {
          src_ip_ranges = rule.value
        }
      }
    }
  }

  dynamic "rule" {
    for_each = local.allowed_chunks
    content {
      action      = "allow"
      priority    = rule.key
      description = "Trusted ranges, spared from all that follows"

      match {
        versioned_expr = "SRC_IPS_V1"
        config {
          src_ip_ranges = rule.value
        }
      }
    }
  }

  dynamic "rule" {
    for_each = var.waf
    content {
      action      = "deny(403)"
      priority    = local.waf_priorities[rule.key]
      preview     = rule.value.preview
      description = "Attacks: ${rule.key}"

      match {
        expr {
          expression = format(
            "evaluatePreconfiguredWaf('%s', {'sensitivity': %d%s})",
            rule.value.rule_set,
            rule.value.sensitivity,
            length(rule.value.without_rules) == 0 ? "" : format(", 'opt_out_rule_ids': [%s]", join(", ", formatlist("'%s'", sort(rule.value.without_rules)))),
          )
        }
      }
    }
  }

  dynamic "rule" {
    for_each = var.rate_limits
    content {
      action      = rule.value.ban_seconds == null ? "throttle" : "rate_based_ban"
      priority    = local.limit_priorities[rule.key]
      preview     = rule.value.preview
      description = "Rate limit: ${rule.key}"

      match {
        versioned_expr = rule.value.expression == null ? "SRC_IPS_V1" : null

        dynamic "config" {
          for_each = rule.value.expression == null ? ["*"] : []
          content {
            src_ip_ranges = [config.value]
          }
        }

        dynamic "expr" {
          for_each = rule.value.expression[*]
          content {
            expression = expr.value
          }
        }
      }

      rate_limit_options {
        conform_action      = "allow"
        exceed_action       = "deny(429)"
        enforce_on_key      = rule.value.key
        enforce_on_key_name = rule.value.key_name
        ban_duration_sec    = rule.value.ban_seconds

        rate_limit_threshold {
          count        = rule.value.requests
          interval_sec = rule.value.interval_seconds
        }

        dynamic "ban_threshold" {
          for_each = rule.value.ban_after_requests[*]
          content {
            count        = ban_threshold.value
            interval_sec = rule.value.interval_seconds
          }
        }
      }
    }
  }

  rule {
    action      = "allow"
    priority    = 2147483647
    description = "All other requests"

    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
  }
}
