# Alerts on Cloud SQL instances and their replicas.

locals {
  database_ids = {
    for key, database in var.databases : key => {
      primary  = "${local.monitored_project_id}:${database.instance}"
      replicas = [for replica in sort(database.replicas) : "${local.monitored_project_id}:${replica}"]
    }
  }

  database_selectors = {
    for key, ids in local.database_ids : key => {
      primary  = "monitored_resource=\"cloudsql_database\",database_id=\"${ids.primary}\""
      replicas = "monitored_resource=\"cloudsql_database\",database_id=~\"${join("|", ids.replicas)}\""
      all      = "monitored_resource=\"cloudsql_database\",database_id=~\"${join("|", concat([ids.primary], ids.replicas))}\""
    }
  }

  # PostgreSQL counts connections by database, MySQL for the instance.
  connection_metrics = {
    postgres = "cloudsql_googleapis_com:database_postgresql_num_backends"
    mysql    = "cloudsql_googleapis_com:database_network_connections"
  }

  database_alerts = merge([
    for key, database in var.databases : {
      for alert, definition in {
        availability = {
          title    = "not available"
          severity = "CRITICAL"
          conditions = {
            "The instance says that it is down" = {
              duration = "120s"
              query    = "min by (database_id) (cloudsql_googleapis_com:database_up{${local.database_selectors[key].all}}) < 1"
            }
            "The instance says nothing" = {
              duration = "0s"
              query = join(" or ", [
                for id in concat([local.database_ids[key].primary], local.database_ids[key].replicas) :
                "absent_over_time(cloudsql_googleapis_com:database_up{monitored_resource=\"cloudsql_database\",database_id=\"${id}\"}[10m])"
              ])
            }
          }
          means = "The instance or one of its replicas is down, or has not been heard of for ten minutes. Services that use it fail. A fail-over or a restart for maintenance takes about a minute and does not raise this."
          first = "Open the instance's Operations: is a fail-over, a restart or maintenance under way? Then wait for it. If not and the primary is down, fail over (`gcloud sql instances failover ${database.instance}`) or, when its region is lost, promote a replica in another (`gcloud sql instances promote-replica`)."
        }

        connections = {
          title    = "connections near the limit"
          severity = "ERROR"
          conditions = {
            "More than ${database.connections_percent} % of ${database.max_connections} connections" = {
              duration = "300s"
              query    = "100 * sum by (database_id) (${local.connection_metrics[database.engine]}{${local.database_selectors[key].all}}) / ${database.max_connections} > ${database.connections_percent}"
            }
          }
          means = "More than ${database.connections_percent} % of the ${database.max_connections} connections are taken. When all are, new instances of every service fail to start."
          first = "Did a service scale out or get a bigger pool? Instances × pool size of all services must stay below the limit. Lower pools or the maximum of instances, put PgBouncer in between, or end idle sessions (`select state, count(*) from pg_stat_activity group by 1`)."
        }

        cpu = {
          title    = "CPU saturated"
          severity = "WARNING"
          conditions = {
            "CPU above ${database.cpu_percent} %" = {
              duration = "300s"
              query    = "100 * max by (database_id) (avg_over_time(cloudsql_googleapis_com:database_cpu_utilization{${local.database_selectors[key].all}}[10m])) > ${database.cpu_percent}"
            }
          }
          means = "The instance has used more than ${database.cpu_percent} % of its CPU for fifteen minutes. Queries slow down together."
          first = "Query Insights: which query takes the time, and since when? A missing index or a new release is more likely than load. A bigger tier means a restart."
        }

        disk = {
          title    = "disk filling up"
          severity = "ERROR"
          conditions = {
            "Disk more than ${database.disk_percent} % full" = {
              duration = "300s"
              query    = "100 * max by (database_id) (cloudsql_googleapis_com:database_disk_utilization{${local.database_selectors[key].all}}) > ${database.disk_percent}"
            }
          }
          means = "The disk is more than ${database.disk_percent} % full. When it is full the instance stops. With automatic growth this says that its limit is near, or that it grows faster than it is enlarged."
          first = "Raise the disk or its limit now, which needs no restart and cannot be undone. Then find what grows: tables, or write-ahead logs kept for a replica that does not follow (a replication slot)."
        }

        replica-lag = {
          title    = "replica behind"
          severity = "WARNING"
          conditions = {
            "A replica is more than ${database.replica_lag_seconds} s behind" = {
              duration = "300s"
              query    = "max by (database_id) (cloudsql_googleapis_com:database_replication_replica_lag{${local.database_selectors[key].replicas}}) > ${database.replica_lag_seconds}"
            }
            # Google writes a negative lag where replication does not run.
            "Replication to a replica has stopped" = {
              duration = "300s"
              query    = "min by (database_id) (cloudsql_googleapis_com:database_replication_replica_lag{${local.database_selectors[key].replicas}}) < 0"
            }
          }
          means = "A replica is more than ${database.replica_lag_seconds} s behind, or does not follow at all. Reads from it are old, and that much would be lost if it were promoted now."
          first = "Is the replica's CPU or disk saturated? Is a long query on it holding back replay, or a bulk write or migration under way on the primary? If it does not catch up, make it anew."
        }
      } : "${key}/${alert}" => merge(definition, { database = key }) if contains(database.alerts, alert) && (alert != "replica-lag" || length(database.replicas) > 0)
    }
  ]...)
}

resource "google_monitoring_alert_policy" "database" {
  for_each = local.database_alerts

  project               = var.project_id
  display_name          = "${var.name} ${each.value.database} database: ${each.value.title}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels_for[each.value.severity]
  user_labels           = merge(var.labels, { database = each.value.database })

  dynamic "conditions" {
    for_each = each.value.conditions

    content {
      display_name = conditions.key

      condition_prometheus_query_language {
        query                     = conditions.value.query
        duration                  = conditions.value.duration
        evaluation_interval       = "60s"
        disable_metric_validation = true
      }
    }
  }

  alert_strategy {
    auto_close = local.auto_close
  }

  documentation {
    mime_type = "text/markdown"
    subject   = "${var.name} ${each.value.database} database: ${each.value.title}"
    content   = "**What it means.** ${each.value.means}\n\n**What to do first.** ${each.value.first}\n"

    dynamic "links" {
      for_each = local.runbook_links

      content {
        display_name = "Runbook"
        url          = links.value
      }
    }
  }
}
