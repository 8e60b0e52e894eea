# One dashboard for each service: rate, errors and duration first, then what they come from.

locals {
  service_dashboards = {
    for key, service in var.services : key => {
      title = "${var.name} ${key}"

      sections = concat([
        {
          title = "Rate, errors, duration"
          charts = [
            {
              title   = "Requests per second by region"
              unit    = "1/s"
              stacked = true
              limit   = null
              queries = { "" = "sum by (location) (rate(run_googleapis_com:request_count{${local.service_selectors[key]}}[5m]))" }
            },
            {
              title   = "Errors (5xx), % of requests"
              unit    = "%"
              stacked = false
              limit   = service.error_percent
              queries = { "" = "100 * sum by (location) (rate(run_googleapis_com:request_count{${local.service_selectors[key]},response_code_class=\"5xx\"}[5m])) / sum by (location) (rate(run_googleapis_com:request_count{${local.service_selectors[key]}}[5m]))" }
            },
            {
              title   = "Latency"
              unit    = "ms"
              stacked = false
              limit   = service.latency_p95_ms
              queries = {
                for percentile in ["50", "95", "99"] :
                "P${percentile}" => "histogram_quantile(0.${percentile}, sum by (le) (rate(run_googleapis_com:request_latencies_bucket{${local.service_selectors[key]}}[5m])))"
              }
            },
            {
              title   = "Requests per second by answer"
              unit    = "1/s"
              stacked = true
              limit   = null
              queries = { "" = "sum by (response_code_class) (rate(run_googleapis_com:request_count{${local.service_selectors[key]}}[5m]))" }
            },
            {
              title   = "Requests per second by revision"
              unit    = "1/s"
              stacked = true
              limit   = null
              queries = { "" = "sum by (revision_name) (rate(run_googleapis_com:request_count{${local.service_selectors[key]}}[5m]))" }
            },
            {
              title   = "P95 latency by revision"
              unit    = "ms"
              stacked = false
              limit   = service.latency_p95_ms
              queries = { "" = "histogram_quantile(0.95, sum by (revision_name, le) (rate(run_googleapis_com:request_latencies_bucket{${local.service_selectors[key]}}[5m])))" }
            },
          ]
        },
        {
          title = "Instances and cold starts"
          charts = [
            {
              title   = "Instances by state"
              unit    = "1"
              stacked = true
              limit   = service.max_instances
              queries = { "" = "sum by (state) (run_googleapis_com:container_instance_count{${local.service_selectors[key]}})" }
            },
            {
              title   = "Cold starts in 5 minutes by region"
              unit    = "1"
              stacked = true
              limit   = null
              queries = { "" = "sum by (location) (increase(run_googleapis_com:container_startup_latencies_count{${local.service_selectors[key]}}[5m]))" }
            },
            {
              title   = "Start-up latency"
              unit    = "ms"
              stacked = false
              limit   = null
              queries = {
                for percentile in ["50", "95"] :
                "P${percentile}" => "histogram_quantile(0.${percentile}, sum by (le) (rate(run_googleapis_com:container_startup_latencies_bucket{${local.service_selectors[key]}}[10m])))"
              }
            },
          ]
        },
        {
          title = "Saturation"
          charts = [
            {
              title   = "CPU, % of the limit"
              unit    = "%"
              stacked = false
              limit   = service.cpu_percent
              queries = {
                for percentile in ["50", "95"] :
                "P${percentile}" => "100 * histogram_quantile(0.${percentile}, sum by (le) (rate(run_googleapis_com:container_cpu_utilizations_bucket{${local.service_selectors[key]}}[5m])))"
              }
            },
            {
              title   = "Memory, % of the limit"
              unit    = "%"
              stacked = false
              limit   = service.memory_percent
              queries = {
                for percentile in ["50", "95"] :
                "P${percentile}" => "100 * histogram_quantile(0.${percentile}, sum by (le) (rate(run_googleapis_com:container_memory_utilizations_bucket{${local.service_selectors[key]}}[5m])))"
              }
            },
            {
              title   = "Concurrent requests of an instance"
              unit    = "1"
              stacked = false
              limit   = null
              queries = {
                for percentile in ["50", "95"] :
                "P${percentile}" => "histogram_quantile(0.${percentile}, sum by (le) (rate(run_googleapis_com:container_max_request_concurrencies_bucket{${local.service_selectors[key]}}[5m])))"
              }
            },
          ]
        },
        ], [
        for section in [
          {
            title = "GPU"
            charts = [
              {
                title   = "GPU, %"
                unit    = "%"
                stacked = false
                limit   = null
                queries = {
                  for percentile in ["50", "95"] :
                  "P${percentile}" => "100 * histogram_quantile(0.${percentile}, sum by (le) (rate(run_googleapis_com:container_gpu_utilizations_bucket{${local.service_selectors[key]}}[5m])))"
                }
              },
              {
                title   = "GPU memory, %"
                unit    = "%"
                stacked = false
                limit   = null
                queries = {
                  for percentile in ["50", "95"] :
                  "P${percentile}" => "100 * histogram_quantile(0.${percentile}, sum by (le) (rate(run_googleapis_com:container_gpu_memory_utilizations_bucket{${local.service_selectors[key]}}[5m])))"
                }
              },
            ]
          }
        ] : section if service.gpu
      ])
    }
  }
}
