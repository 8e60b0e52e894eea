# What money goes to, as far as Cloud Monitoring knows: quantities, not prices. Amounts are in Cloud Billing, and budgets tell of them.

locals {
  every_database_selector = "monitored_resource=\"cloudsql_database\",database_id=~\"${join("|", flatten([for key in sort(keys(var.databases)) : concat([local.database_ids[key].primary], local.database_ids[key].replicas)]))}\""

  cost_dashboards = {
    cost = {
      title = "${var.name} cost"

      sections = concat(
        [
          for section in [
            {
              title = "Cloud Run"
              charts = [
                {
                  title   = "Instances that are billed by service, average"
                  unit    = "1"
                  stacked = true
                  limit   = null
                  queries = { "" = "sum by (service_name) (rate(run_googleapis_com:container_billable_instance_time{${local.every_service_selector}}[10m]))" }
                },
                {
                  title   = "Instances that are billed by region, average"
                  unit    = "1"
                  stacked = true
                  limit   = null
                  queries = { "" = "sum by (location) (rate(run_googleapis_com:container_billable_instance_time{${local.every_service_selector}}[10m]))" }
                },
                {
                  title   = "Idle instances by service"
                  unit    = "1"
                  stacked = true
                  limit   = null
                  queries = { "" = "sum by (service_name) (run_googleapis_com:container_instance_count{${local.every_service_selector},state=\"idle\"})" }
                },
                {
                  title   = "Requests in an hour by service"
                  unit    = "1"
                  stacked = true
                  limit   = null
                  queries = { "" = "sum by (service_name) (increase(run_googleapis_com:request_count{${local.every_service_selector}}[1h]))" }
                },
                {
                  title   = "Bytes sent per second by service and kind"
                  unit    = "By/s"
                  stacked = true
                  limit   = null
                  queries = { "" = "sum by (service_name, kind) (rate(run_googleapis_com:container_network_sent_bytes_count{${local.every_service_selector}}[10m]))" }
                },
                {
                  title   = "Billed instance-seconds for each request"
                  unit    = "s"
                  stacked = false
                  limit   = null
                  queries = { "" = "sum by (service_name) (rate(run_googleapis_com:container_billable_instance_time{${local.every_service_selector}}[1h])) / sum by (service_name) (rate(run_googleapis_com:request_count{${local.every_service_selector}}[1h]))" }
                },
              ]
            }
          ] : section if length(var.services) > 0
        ],
        [
          for section in [
            {
              title = "Cloud SQL"
              charts = [
                {
                  title   = "CPU cores that are paid for"
                  unit    = "1"
                  stacked = true
                  limit   = null
                  queries = { "" = "sum by (database_id) (cloudsql_googleapis_com:database_cpu_reserved_cores{${local.every_database_selector}})" }
                },
                {
                  title   = "CPU in use, % of those"
                  unit    = "%"
                  stacked = false
                  limit   = null
                  queries = { "" = "100 * avg by (database_id) (avg_over_time(cloudsql_googleapis_com:database_cpu_utilization{${local.every_database_selector}}[1h]))" }
                },
                {
                  title   = "Disk, paid for and used"
                  unit    = "By"
                  stacked = false
                  limit   = null
                  queries = {
                    "paid for" = "sum(cloudsql_googleapis_com:database_disk_quota{${local.every_database_selector}})"
                    "used"     = "sum(cloudsql_googleapis_com:database_disk_bytes_used{${local.every_database_selector}})"
                  }
                },
              ]
            }
          ] : section if length(var.databases) > 0
        ],
        [
          {
            title = "Traffic, logs and metrics"
            charts = concat(
              [
                for chart in [
                  {
                    title   = "Bytes sent to users per second by load balancer"
                    unit    = "By/s"
                    stacked = true
                    limit   = null
                    queries = { "" = "sum by (url_map_name) (rate(loadbalancing_googleapis_com:https_response_bytes_count{${local.load_balancer_selector}}[10m]))" }
                  }
                ] : chart if length(var.load_balancers) > 0
              ],
              [
                {
                  title   = "Logs taken in during an hour by kind of resource"
                  unit    = "By"
                  stacked = true
                  limit   = null
                  queries = { "" = "sum by (resource_type) (increase(logging_googleapis_com:billing_bytes_ingested{monitored_resource=\"global\",project_id=\"${local.monitored_project_id}\"}[1h]))" }
                },
                {
                  title   = "Metrics taken in during an hour by source"
                  unit    = "By"
                  stacked = true
                  limit   = null
                  queries = { "" = "sum by (metric_domain) (increase(monitoring_googleapis_com:billing_bytes_ingested{monitored_resource=\"global\",project_id=\"${local.monitored_project_id}\"}[1h]))" }
                },
              ],
            )
          },
        ],
      )
    }
  }
}
