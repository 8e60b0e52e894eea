# Who may run the job, and who may release to it.

resource "google_cloud_run_v2_job_iam_member" "runner" {
  for_each = var.runners

  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_job.this.name
  role     = "roles/run.invoker"
  member   = each.value
}

resource "google_cloud_run_v2_job_iam_member" "override_runner" {
  for_each = var.override_runners

  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_job.this.name
  role     = "roles/run.jobsExecutorWithOverrides"
  member   = each.value
}

resource "google_cloud_run_v2_job_iam_member" "deployer" {
  for_each = var.deployers

  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_job.this.name
  role     = "roles/run.developer"
  member   = each.value
}

# Whoever changes the job must be allowed to act as the account that it runs as.
resource "google_service_account_iam_member" "deployer" {
  for_each = var.service_account.grant ? var.deployers : []

  service_account_id = local.service_account_id
  role               = "roles/iam.serviceAccountUser"
  member             = each.value
}
