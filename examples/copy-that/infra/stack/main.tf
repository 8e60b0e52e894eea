# One environment of Copy-That: a network, PostgreSQL and Redis in it, the API on Cloud Run, a load balancer with Cloud Armor before it, and what watches
# them. Left to others: what is made once (infra/bootstrap), the image, revisions and traffic (Slipway), and DNS.

locals {
  labels = { product = "copy-that", environment = var.environment, managed-by = "terraform" }
}

module "network" {
  source = "../../../../infra/modules/network"

  project_id = var.project_id
  name       = "copy-that"
  labels     = local.labels

  # Cloud Run's own way into the network takes two addresses for each instance, and four while a release overlaps.
  subnets = {
    services = {
      region    = var.region
      cidr      = "10.20.0.0/24"
      flow_logs = { aggregation_interval = "INTERVAL_10_MIN", sampling = 0.1 }
    }
  }
}
