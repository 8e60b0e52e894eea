module "monitoring" {
  source = "../../../infra/modules/monitoring"

  project_id  = local.environment.project_id
  name        = "crm-${local.name}"
  labels      = local.labels
  runbook_url = "https://github.com/presidential-digs/deployments/blob/main/runbook.md"
  channels    = { team = { type = "email", address = "crm-team@digs.example" } }

  # Only what hurts users now wakes somebody.
  existing_channels = { for channel in local.pagers : "pagerduty" => { name = channel, severities = ["CRITICAL"] } }

  # The worker answers no requests, so there are no errors and no latency to judge.
  services = { worker = { alerts = ["cpu", "memory", "instances"], max_instances = 5 } }

  uptime_checks = { crm = { host = local.environment.domain, path = "/" } }

  log_metrics = {
    failed_tasks = {
      description = "tasks that the worker gave up"
      filter      = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"worker\" AND jsonPayload.event=\"task_failed\""
      labels      = { kind = "EXTRACT(jsonPayload.kind)" }
      alert       = { above = 10, window_minutes = 10 }
    }
  }
}

locals {
  pagers   = local.environment.pagerduty[*]
  everyone = concat(values(module.monitoring.channels), local.pagers)

  # What the module does not know: the cluster.
  cluster_alerts = merge(
    {
      restarts = {
        title    = "containers restart"
        severity = "ERROR"
        channels = values(module.monitoring.channels)
        query    = "sum by (cluster_name, container_name) (increase(kubernetes_io:container_restart_count{monitored_resource=\"k8s_container\",namespace_name=\"crm\"}[15m])) > 3"
        text     = "A container has restarted more than three times in 15 minutes. Read its last log (`kubectl logs --previous`). After a release, Argo CD shows what changed: revert that commit in the GitOps repository."
      }

      volumes = {
        title    = "a volume is nearly full"
        severity = "ERROR"
        channels = values(module.monitoring.channels)
        query    = "max by (cluster_name, namespace_name, pod_name, volume_name) (kubernetes_io:pod_volume_utilization{monitored_resource=\"k8s_pod\"}) > 0.85"
        text     = "A volume is more than 85 % full. Raise the request of its claim in the GitOps repository; it grows without a restart."
      }
    },
    { for name, alert in {
      # Without it an RPO of one hour is a wish.
      backups = {
        title    = "no backup for an hour"
        severity = "CRITICAL"
        channels = local.everyone
        query    = "(sum(increase(gkebackup_googleapis_com:backup_completion_times_count{monitored_resource=\"gkebackup.googleapis.com/BackupPlan\",state=\"SUCCEEDED\"}[60m])) or vector(0)) < 1"
        text     = "No backup has succeeded for an hour, so a loss now would cost more than the RPO allows. See why in Backup for GKE, plan crm-data in ${local.recovery_region}, and start one by hand."
      }
    } : name => alert if local.environment.recovery },
  )
}

resource "google_monitoring_alert_policy" "cluster" {
  for_each = local.cluster_alerts

  project               = local.environment.project_id
  display_name          = "crm-${local.name}: ${each.value.title}"
  severity              = each.value.severity
  combiner              = "OR"
  notification_channels = each.value.channels
  user_labels           = local.labels

  conditions {
    display_name = each.value.title

    condition_prometheus_query_language {
      query               = each.value.query
      duration            = "300s"
      evaluation_interval = "60s"
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = each.value.text
  }
}
