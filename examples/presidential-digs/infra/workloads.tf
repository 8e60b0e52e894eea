# What the pods may do in Google Cloud, each as its own Kubernetes account by Workload Identity. The pool that the names end in exists once the
# first cluster of the project does.

locals {
  pods = {
    for account in ["frontend", "backend"] : account => "serviceAccount:${local.environment.project_id}.svc.id.goog[crm/${account}]"
  }
}

resource "google_secret_manager_secret_iam_member" "backend" {
  for_each = toset(["mongodb-uri", "launchdarkly-key"])

  project   = local.environment.project_id
  secret_id = each.key
  role      = "roles/secretmanager.secretAccessor"
  member    = local.pods.backend

  depends_on = [module.cluster]
}

resource "google_pubsub_topic_iam_member" "backend" {
  project = local.environment.project_id
  topic   = module.tasks.topic_ids["tasks"]
  role    = "roles/pubsub.publisher"
  member  = local.pods.backend

  depends_on = [module.cluster]
}

resource "google_project_iam_member" "traces" {
  for_each = local.pods

  project = local.environment.project_id
  role    = "roles/cloudtrace.agent"
  member  = each.value

  depends_on = [module.cluster]
}
