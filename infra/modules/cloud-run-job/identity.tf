# The account that the job runs as, and what that account may do.

locals {
  # Built from its parts, not read from the resource, so that other modules can use it as a key before it exists.
  project_domain     = strcontains(var.project_id, ":") ? "${split(":", var.project_id)[0]}." : ""
  project_short_name = reverse(split(":", var.project_id))[0]
  account_id         = coalesce(var.service_account.account_id, "job-${var.name}")
  created_email      = "${local.account_id}@${local.project_short_name}.${local.project_domain}iam.gserviceaccount.com"

  service_account_email = var.service_account.create ? one(google_service_account.this[*].email) : var.service_account.email
  service_account_id    = "projects/${var.project_id}/serviceAccounts/${local.service_account_email}"

  # Names and full names of secrets, each once: a secret that is used twice needs one grant.
  secret_names = toset(concat(
    [for secret in var.secrets : secret.secret],
    [for file in var.secret_files : file.secret],
  ))

  # Connection names are PROJECT:REGION:INSTANCE, and the project may itself contain a colon.
  cloud_sql_instances = {
    for connection in var.cloud_sql_instances : connection => {
      project  = join(":", slice(split(":", connection), 0, length(split(":", connection)) - 2))
      instance = reverse(split(":", connection))[0]
    }
  }
}

resource "google_service_account" "this" {
  count = var.service_account.create ? 1 : 0

  project      = var.project_id
  account_id   = local.account_id
  display_name = "Cloud Run job ${var.name}"
}

resource "google_project_iam_member" "this" {
  for_each = var.service_account.grant ? var.service_account.roles : []

  project = var.project_id
  role    = each.value
  member  = "serviceAccount:${local.service_account_email}"
}

resource "google_secret_manager_secret_iam_member" "this" {
  for_each = var.service_account.grant ? local.secret_names : []

  project   = startswith(each.value, "projects/") ? split("/", each.value)[1] : var.project_id
  secret_id = reverse(split("/", each.value))[0]
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${local.service_account_email}"
}

# Cloud SQL has no policy of its own per instance; a condition on the project's policy does the same.
resource "google_project_iam_member" "cloud_sql" {
  for_each = var.service_account.grant ? local.cloud_sql_instances : {}

  project = each.value.project
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:${local.service_account_email}"

  condition {
    title      = "cloud-sql-${each.value.instance}"
    expression = "resource.name == \"projects/${each.value.project}/instances/${each.value.instance}\" && resource.service == \"sqladmin.googleapis.com\""
  }
}
