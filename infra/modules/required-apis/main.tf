# The Google APIs that the modules of this folder need, switched on in a project, and the service agents that must exist before a module can give
# them a role. This is the one place that knows: a module that begins to use another API is changed here, and none of them enables one of Google's itself.
# Left to others: the project, its billing account, and APIs that only a service's own code calls (`additional_apis`).

locals {
  # Terraform itself asks these two, whatever it makes.
  always = ["cloudresourcemanager.googleapis.com", "serviceusage.googleapis.com"]

  apis_by_module = {
    api-gateway       = ["apigateway.googleapis.com", "iam.googleapis.com", "servicecontrol.googleapis.com", "servicemanagement.googleapis.com"]
    artifact-registry = ["artifactregistry.googleapis.com"]
    budget            = ["billingbudgets.googleapis.com", "cloudbilling.googleapis.com"]
    cloud-run-job     = ["iam.googleapis.com", "run.googleapis.com", "secretmanager.googleapis.com"]
    cloud-run-service = ["iam.googleapis.com", "run.googleapis.com", "secretmanager.googleapis.com"]
    deploy-identity   = ["iam.googleapis.com", "iamcredentials.googleapis.com", "sts.googleapis.com"]
    dns               = ["dns.googleapis.com"]
    gke = [
      "cloudkms.googleapis.com", "compute.googleapis.com", "container.googleapis.com", "gkebackup.googleapis.com", "iam.googleapis.com",
      "logging.googleapis.com", "monitoring.googleapis.com",
    ]
    iap           = ["iap.googleapis.com"]
    load-balancer = ["certificatemanager.googleapis.com", "compute.googleapis.com"]
    monitoring    = ["logging.googleapis.com", "monitoring.googleapis.com"]
    network       = ["compute.googleapis.com", "servicenetworking.googleapis.com", "vpcaccess.googleapis.com"]
    postgres = [
      "cloudscheduler.googleapis.com", "iam.googleapis.com", "secretmanager.googleapis.com", "servicenetworking.googleapis.com",
      "sqladmin.googleapis.com", "storage.googleapis.com", "workflowexecutions.googleapis.com", "workflows.googleapis.com",
    ]
    pubsub    = ["pubsub.googleapis.com"]
    redis     = ["redis.googleapis.com", "secretmanager.googleapis.com", "servicenetworking.googleapis.com"]
    schedules = ["cloudscheduler.googleapis.com", "iam.googleapis.com", "run.googleapis.com"]
    secrets   = ["pubsub.googleapis.com", "secretmanager.googleapis.com"]
    state     = ["cloudkms.googleapis.com", "storage.googleapis.com"]
  }

  # Google makes most service agents when it first needs them, which is too late for an IAM policy that names one.
  agents_by_module = {
    cloud-run-job     = ["run.googleapis.com"]                                    # pulls images, also from another project
    cloud-run-service = ["run.googleapis.com"]                                    # likewise
    iap               = ["iap.googleapis.com"]                                    # calls the Cloud Run services behind it
    postgres          = ["sqladmin.googleapis.com"]                               # encrypts with a key of one's own
    pubsub            = ["pubsub.googleapis.com"]                                 # moves messages to dead-letter topics
    secrets           = ["pubsub.googleapis.com", "secretmanager.googleapis.com"] # publishes due rotations
  }

  apis   = toset(concat(local.always, flatten([for module in var.modules : local.apis_by_module[module]]), tolist(var.additional_apis)))
  agents = toset(flatten([for module in var.modules : lookup(local.agents_by_module, module, [])]))
}

resource "google_project_service" "this" {
  for_each = local.apis

  project = var.project_id
  service = each.key

  # Others may use the API too, and switching one off can delete what was made with it.
  disable_on_destroy = false
}

resource "google_project_service_identity" "this" {
  for_each = local.agents
  provider = google-beta

  project = var.project_id
  service = google_project_service.this[each.key].service
}
