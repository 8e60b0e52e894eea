# One service account per environment, who may use it, and what it may do.

locals {
  # Google's read-only roles for what Slipway's modules make. securityReviewer reads IAM policies, which a plan compares.
  viewer_roles = [
    "roles/artifactregistry.reader",
    "roles/cloudkms.viewer",
    "roles/cloudsql.viewer",
    "roles/compute.viewer",
    "roles/container.clusterViewer",
    "roles/dns.reader",
    "roles/iam.securityReviewer",
    "roles/logging.viewer",
    "roles/monitoring.viewer",
    "roles/pubsub.viewer",
    "roles/redis.viewer",
    "roles/run.viewer",
    "roles/secretmanager.viewer",
    "roles/serviceusage.serviceUsageViewer",
    "roles/storage.bucketViewer",
    "roles/vpcaccess.viewer",
  ]

  # Deploys and runs migration jobs; reaches the database through its proxy; reads what the canary's judge measures.
  deployer_roles = ["roles/run.developer", "roles/cloudsql.client", "roles/monitoring.viewer"]

  # With a branch and a GitHub environment both must fit, which takes one attribute that holds both.
  origins = {
    for environment, deployer in var.deployers : environment => (
      deployer.branch != null && deployer.github_environment != null
      ? "attribute.environment_ref/${deployer.github_environment}:refs/heads/${deployer.branch}"
      : deployer.github_environment != null
      ? "attribute.environment/${deployer.github_environment}"
      : deployer.branch != null
      ? "attribute.ref/refs/heads/${deployer.branch}"
      : "attribute.event_name/pull_request"
    )
  }

  project_roles = merge([
    for environment, deployer in var.deployers : {
      for role in coalesce(deployer.roles, toset(deployer.plan_only ? local.viewer_roles : local.deployer_roles)) :
      "${environment}/${role}" => { environment = environment, project_id = deployer.project_id, role = role }
    }
  ]...)

  repositories = merge([
    for environment, deployer in var.deployers : {
      for repository in deployer.repositories : "${environment}/${repository}" => { environment = environment, parts = split("/", repository) }
    }
  ]...)

  act_as = merge([
    for environment, deployer in var.deployers : {
      for email in deployer.act_as : "${environment}/${email}" => { environment = environment, email = email }
    }
  ]...)

  state_buckets = { for environment, deployer in var.deployers : environment => deployer if deployer.state_bucket != null }
}

resource "google_service_account" "deployer" {
  for_each = var.deployers

  project      = var.project_id
  account_id   = "${var.name}-${each.key}"
  display_name = "${each.value.plan_only ? "Plans" : "Releases"} of ${var.repository} to ${each.key}"
  description  = "Used by GitHub Actions without a key."
}

resource "google_service_account_iam_member" "run" {
  for_each = var.deployers

  service_account_id = google_service_account.deployer[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/${local.origins[each.key]}"
}

resource "google_project_iam_member" "role" {
  for_each = local.project_roles

  project = each.value.project_id
  role    = each.value.role
  member  = google_service_account.deployer[each.value.environment].member
}

resource "google_artifact_registry_repository_iam_member" "writer" {
  for_each = local.repositories

  project    = each.value.parts[1]
  location   = each.value.parts[3]
  repository = each.value.parts[5]
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.deployer[each.value.environment].member
}

# Per account: on the project it would let a deployer act as every account in it.
resource "google_service_account_iam_member" "act_as" {
  for_each = local.act_as

  service_account_id = "projects/-/serviceAccounts/${each.value.email}"
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.deployer[each.value.environment].member
}

resource "google_storage_bucket_iam_member" "state" {
  for_each = local.state_buckets

  bucket = each.value.state_bucket
  role   = each.value.plan_only ? "roles/storage.objectViewer" : "roles/storage.objectUser"
  member = google_service_account.deployer[each.key].member
}

# A plan locks the state too, by an object beside it. A condition tells objects apart, and needs a bucket with uniform access.
resource "google_storage_bucket_iam_member" "state_lock" {
  for_each = { for environment, deployer in local.state_buckets : environment => deployer if deployer.plan_only }

  bucket = each.value.state_bucket
  role   = "roles/storage.objectUser"
  member = google_service_account.deployer[each.key].member

  condition {
    title       = "Only locks"
    description = "Locks of Terraform's state, and not the state."
    expression  = "resource.type == \"storage.googleapis.com/Object\" && resource.name.endsWith(\".tflock\")"
  }
}
