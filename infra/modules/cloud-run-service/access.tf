# Who may call the service, and who may release to it.

resource "google_cloud_run_v2_service_iam_member" "invoker" {
  for_each = var.invokers

  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_service.this.name
  role     = "roles/run.invoker"
  member   = each.value
}

resource "google_cloud_run_v2_service_iam_member" "public" {
  count = var.public ? 1 : 0

  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_service.this.name
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_cloud_run_v2_service_iam_member" "deployer" {
  for_each = var.deployers

  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_service.this.name
  role     = "roles/run.developer"
  member   = each.value
}

# Whoever makes a revision must be allowed to act as the account that it runs as.
resource "google_service_account_iam_member" "deployer" {
  for_each = var.service_account.grant ? var.deployers : []

  service_account_id = local.service_account_id
  role               = "roles/iam.serviceAccountUser"
  member             = each.value
}
