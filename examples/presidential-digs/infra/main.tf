# One environment of the CRM: network, cluster, the way to MongoDB Atlas, background work on Cloud Run, DNS and what watches them; in production also a
# second cluster in another region. Which environment is the workspace's name; what differs is in environments.tf. Left to others: what is made once
# (bootstrap/), and all that runs in the clusters (Istio, Argo CD, the charts, network policies), which the GitOps repository describes.

locals {
  region          = "us-central1"
  recovery_region = "us-east1"
  regions         = local.environment.recovery ? [local.region, local.recovery_region] : [local.region]

  repositories = {
    for region in [local.region, local.recovery_region] : region => "projects/digs-shared/locations/${region}/repositories/images"
  }

  # The office's and the runners' VPN: the only way to a control plane.
  authorized_networks = { vpn = "10.200.0.0/24" }

  deployer = "serviceAccount:deploy-${local.name}@digs-shared.iam.gserviceaccount.com"
  labels   = { product = "crm", environment = local.name, managed-by = "terraform" }
}

# `terraform validate` runs in the workspace default, so that one takes dev's values; nothing is planned there.
resource "terraform_data" "workspace" {
  input = local.name

  lifecycle {
    precondition {
      condition     = contains(keys(local.environments), terraform.workspace)
      error_message = "The workspace is \"${terraform.workspace}\"; allowed are ${join(", ", keys(local.environments))}. Select one: terraform workspace select -or-create dev."
    }
  }
}
