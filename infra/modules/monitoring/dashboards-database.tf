# One dashboard for all databases, with a section for each.

locals {
  # What only one of the engines measures.
  database_engine_charts = {
    for key, database in var.databases : key => {
      postgres = [
        {
          title   = "Connections by state"
          unit    = "1"
          stacked = true
          limit   = null
          queries = { "" = "sum by (state) (cloudsql_googleapis_com:database_postgresql_num_backends_by_state{${local.database_selectors[key].primary}})" }
        },
        {
          title   = "Transactions per second"
          unit    = "1/s"
          stacked = true
          limit   = null
          queries = { "" = "sum by (transaction_type) (rate(cloudsql_googleapis_com:database_postgresql_transaction_count{${local.database_selectors[key].primary}}[5m]))" }
        },
        {
          title   = "Deadlocks in 5 minutes"
          unit    = "1"
          stacked = false
          limit   = null
          queries = { "" = "sum by (database_id) (increase(cloudsql_googleapis_com:database_postgresql_deadlock_count{${local.database_selectors[key].all}}[5m]))" }
        },
      ]
      mysql = [
        {
          title   = "Queries per second"
          unit    = "1/s"
          stacked = false
          limit   = null
          queries = { "" = "sum by (database_id) (rate(cloudsql_googleapis_com:database_mysql_queries{${local.database_selectors[key].all}}[5m]))" }
        },
      ]
    }
  }

  database_dashboards = {
    database = {
      title = "${var.name} databases"

      sections = [
        for key, database in var.databases : {
          title = key
          charts = concat([
            {
              title   = "Up (1) or down (0)"
              unit    = "1"
              stacked = false
              limit   = null
              queries = { "" = "min by (database_id) (cloudsql_googleapis_com:database_up{${local.database_selectors[key].all}})" }
            },
            {
              title   = "Connections, % of ${database.max_connections}"
              unit    = "%"
              stacked = false
              limit   = database.connections_percent
              queries = { "" = "100 * sum by (database_id) (${local.connection_metrics[database.engine]}{${local.database_selectors[key].all}}) / ${database.max_connections}" }
            },
            {
              title   = "CPU, %"
              unit    = "%"
              stacked = false
              limit   = database.cpu_percent
              queries = { "" = "100 * max by (database_id) (cloudsql_googleapis_com:database_cpu_utilization{${local.database_selectors[key].all}})" }
            },
            {
              title   = "Memory, %"
              unit    = "%"
              stacked = false
              limit   = null
              queries = { "" = "100 * max by (database_id) (cloudsql_googleapis_com:database_memory_utilization{${local.database_selectors[key].all}})" }
            },
            {
              title   = "Disk, % full"
              unit    = "%"
              stacked = false
              limit   = database.disk_percent
              queries = { "" = "100 * max by (database_id) (cloudsql_googleapis_com:database_disk_utilization{${local.database_selectors[key].all}})" }
            },
            {
              title   = "Disk operations per second"
              unit    = "1/s"
              stacked = false
              limit   = null
              queries = {
                read  = "sum(rate(cloudsql_googleapis_com:database_disk_read_ops_count{${local.database_selectors[key].primary}}[5m]))"
                write = "sum(rate(cloudsql_googleapis_com:database_disk_write_ops_count{${local.database_selectors[key].primary}}[5m]))"
              }
            },
            ], [
            for chart in [
              {
                title   = "Replica lag"
                unit    = "s"
                stacked = false
                limit   = database.replica_lag_seconds
                queries = { "" = "max by (database_id) (cloudsql_googleapis_com:database_replication_replica_lag{${local.database_selectors[key].replicas}})" }
              }
            ] : chart if length(database.replicas) > 0
          ], local.database_engine_charts[key][database.engine])
        }
      ]
    }
  }
}
