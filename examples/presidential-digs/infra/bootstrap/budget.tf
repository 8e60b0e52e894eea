# One budget over all projects, and a report against it: each month a row for every project and service, in billing.monthly_report.

variable "billing_exported" {
  description = "Whether the billing account's standard usage export into the dataset billing is on. Only the console can turn it on; the report is made from then on."
  type        = bool
  default     = false
  nullable    = false
}

data "google_project" "shared" {
  project_id = local.shared_project_id
}

module "budget" {
  source = "../../../../infra/modules/budget"

  billing_account = local.billing_account
  name            = "crm"

  budgets = {
    infrastructure = {
      amount             = local.budget_usd
      thresholds_percent = [50, 90, 100]
      forecast_percent   = [100]
      project_numbers    = concat([data.google_project.shared.number], [for project in data.google_project.environment : project.number])
    }
  }

  depends_on = [module.shared_apis]
}

resource "google_bigquery_dataset" "billing" {
  project       = local.shared_project_id
  dataset_id    = "billing"
  location      = "US"
  description   = "Usage and cost, exported by Cloud Billing, and the monthly report"
  labels        = local.labels
  friendly_name = "Billing"

  depends_on = [module.shared_apis]
}

resource "google_service_account" "cost_report" {
  project      = local.shared_project_id
  account_id   = "cost-report"
  display_name = "Monthly cost report"

  depends_on = [module.shared_apis]
}

resource "google_project_iam_member" "cost_report" {
  project = local.shared_project_id
  role    = "roles/bigquery.jobUser"
  member  = google_service_account.cost_report.member
}

resource "google_bigquery_dataset_iam_member" "cost_report" {
  project    = local.shared_project_id
  dataset_id = google_bigquery_dataset.billing.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = google_service_account.cost_report.member
}

# On the sixth, when the month before is complete.
resource "google_bigquery_data_transfer_config" "monthly_report" {
  count = var.billing_exported ? 1 : 0

  project                = local.shared_project_id
  location               = google_bigquery_dataset.billing.location
  display_name           = "Cost of the month against the budget"
  data_source_id         = "scheduled_query"
  destination_dataset_id = google_bigquery_dataset.billing.dataset_id
  schedule               = "6 of month 06:00"
  service_account_name   = google_service_account.cost_report.email

  params = {
    destination_table_name_template = "monthly_report"
    write_disposition               = "WRITE_APPEND"
    query                           = <<-EOT
      WITH spent AS (
        SELECT
          invoice.month AS month,
          project.id AS project,
          service.description AS service,
          SUM(cost + IFNULL((SELECT SUM(credit.amount) FROM UNNEST(credits) AS credit), 0)) AS usd
        FROM `${local.shared_project_id}.billing.gcp_billing_export_v1_${replace(local.billing_account, "-", "_")}`
        WHERE invoice.month = FORMAT_DATE('%Y%m', DATE_SUB(@run_date, INTERVAL 1 MONTH))
          AND project.id IN (${join(", ", [for id in concat([local.shared_project_id], [for environment in values(local.environments) : environment.project_id]) : "'${id}'"])})
        GROUP BY month, project, service
      )
      SELECT
        month, project, service,
        ROUND(usd, 2) AS usd,
        ROUND(SUM(usd) OVER (), 2) AS total_usd,
        ${local.budget_usd} AS budget_usd,
        ROUND(100 * SUM(usd) OVER () / ${local.budget_usd}, 1) AS budget_percent
      FROM spent
    EOT
  }

  depends_on = [google_project_iam_member.cost_report, google_bigquery_dataset_iam_member.cost_report]
}
