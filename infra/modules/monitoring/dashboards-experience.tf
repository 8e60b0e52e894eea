# What users feel: how long they wait where, and what they are refused.

locals {
  load_balancer_selector = join(",", [
    "monitored_resource=\"https_lb_rule\"",
    "project_id=\"${local.monitored_project_id}\"",
    "url_map_name=~\"${join("|", sort(var.load_balancers))}\"",
  ])

  # By country: the load balancer's continents are those of Google's proxies, and Africa is not among them.
  busiest_countries = "topk(10, sum by (client_country) (rate(loadbalancing_googleapis_com:https_request_count{${local.load_balancer_selector}}[15m])))"

  experience_dashboards = {
    experience = {
      title = "${var.name} user experience"

      sections = concat(
        [
          for section in [
            {
              title = "At the load balancer"
              charts = [
                {
                  title   = "Requests per second, ten busiest countries"
                  unit    = "1/s"
                  stacked = true
                  limit   = null
                  queries = { "" = local.busiest_countries }
                },
                {
                  title   = "P95 until the last byte, ten busiest countries"
                  unit    = "ms"
                  stacked = false
                  limit   = null
                  queries = { "" = "histogram_quantile(0.95, sum by (client_country, le) (rate(loadbalancing_googleapis_com:https_total_latencies_bucket{${local.load_balancer_selector}}[15m]))) and on (client_country) ${local.busiest_countries}" }
                },
                {
                  title   = "Median round trip to users, ten busiest countries"
                  unit    = "ms"
                  stacked = false
                  limit   = null
                  queries = { "" = "histogram_quantile(0.5, sum by (client_country, le) (rate(loadbalancing_googleapis_com:https_frontend_tcp_rtt_bucket{${local.load_balancer_selector}}[15m]))) and on (client_country) ${local.busiest_countries}" }
                },
                # Here a class is a number: 400 stands for 4xx.
                {
                  title   = "Client errors (4xx) per second by route"
                  unit    = "1/s"
                  stacked = true
                  limit   = null
                  queries = { "" = "sum by (matched_url_path_rule) (rate(loadbalancing_googleapis_com:https_request_count{${local.load_balancer_selector},response_code_class=\"400\"}[5m]))" }
                },
                {
                  title   = "Server errors (5xx) per second by backend"
                  unit    = "1/s"
                  stacked = true
                  limit   = null
                  queries = { "" = "sum by (backend_target_name) (rate(loadbalancing_googleapis_com:https_request_count{${local.load_balancer_selector},response_code_class=\"500\"}[5m]))" }
                },
                {
                  title   = "Answered from the cache, % of requests"
                  unit    = "%"
                  stacked = false
                  limit   = null
                  queries = { "" = "100 * sum by (url_map_name) (rate(loadbalancing_googleapis_com:https_request_count{${local.load_balancer_selector},cache_result=~\"HIT|PARTIAL_HIT\"}[5m])) / sum by (url_map_name) (rate(loadbalancing_googleapis_com:https_request_count{${local.load_balancer_selector}}[5m]))" }
                },
              ]
            }
          ] : section if length(var.load_balancers) > 0
        ],
        [
          for section in [
            {
              title = "From outside"
              charts = [
                {
                  title   = "Uptime checks by location"
                  unit    = "ms"
                  stacked = false
                  limit   = null
                  queries = { "" = "avg by (checker_location, host) (monitoring_googleapis_com:uptime_check_request_latency{monitored_resource=\"uptime_url\",project_id=\"${var.project_id}\"})" }
                },
                {
                  title   = "Passed, % of checks by host"
                  unit    = "%"
                  stacked = false
                  limit   = null
                  queries = { "" = "100 * avg by (host) (avg_over_time(monitoring_googleapis_com:uptime_check_check_passed{monitored_resource=\"uptime_url\",project_id=\"${var.project_id}\"}[5m]))" }
                },
              ]
            }
          ] : section if length(var.uptime_checks) > 0
        ],
        [
          {
            title = "At the services"
            charts = [
              {
                title   = "P95 latency by service and region"
                unit    = "ms"
                stacked = false
                limit   = null
                queries = { "" = "histogram_quantile(0.95, sum by (service_name, location, le) (rate(run_googleapis_com:request_latencies_bucket{${local.every_service_selector}}[5m])))" }
              },
              {
                title   = "Client errors (4xx), % of requests by service"
                unit    = "%"
                stacked = false
                limit   = null
                queries = { "" = "100 * sum by (service_name) (rate(run_googleapis_com:request_count{${local.every_service_selector},response_code_class=\"4xx\"}[5m])) / sum by (service_name) (rate(run_googleapis_com:request_count{${local.every_service_selector}}[5m]))" }
              },
              {
                title   = "Client errors per second by status"
                unit    = "1/s"
                stacked = true
                limit   = null
                queries = { "" = "sum by (response_code) (rate(run_googleapis_com:request_count{${local.every_service_selector},response_code_class=\"4xx\"}[5m]))" }
              },
              {
                title   = "Requests that had to wait for an instance"
                unit    = "1"
                stacked = true
                limit   = null
                queries = { "" = "sum by (service_name) (run_googleapis_com:pending_queue_pending_requests{${local.every_service_selector}})" }
              },
            ]
          },
        ],
      )
    }
  }
}
