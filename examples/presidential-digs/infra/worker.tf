# Background work on Cloud Run: the backend publishes tasks, the worker pulls them with its CPU always on. Slipway releases it like any service.

module "worker" {
  source = "../../../infra/modules/cloud-run-service"

  project_id          = local.environment.project_id
  region              = local.region
  name                = "worker"
  labels              = local.labels
  deletion_protection = local.environment.deletion_protection
  resources           = { cpu = 1, memory = "512Mi", cpu_idle = false }
  scaling             = { min = 1, max = 5 }
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  vpc                 = { subnetwork = module.network.subnets["run"].id }
  environment         = { TASKS_SUBSCRIPTION = "tasks" }
  secrets             = { MONGODB_URI = { secret = "mongodb-uri" } }
  service_account     = { roles = ["roles/cloudtrace.agent"] }
  deployers           = [local.deployer]
}

module "tasks" {
  source = "../../../infra/modules/pubsub"

  project_id = local.environment.project_id
  labels     = local.labels

  topics = {
    tasks        = {}
    failed-tasks = { retention_days = 31 }
  }

  subscriptions = {
    tasks = {
      topic                = "tasks"
      subscribers          = { worker = "serviceAccount:${module.worker.service_account_email}" }
      ack_deadline_seconds = 60
      exactly_once         = true
      dead_letter          = { topic = "failed-tasks", max_delivery_attempts = 10 }
    }

    failed-tasks = { topic = "failed-tasks", retention_days = 31 }
  }
}
