# Databases and caches are reached by private addresses, from Cloud Run through a connector in each region. Everything else goes out directly.

module "network" {
  source = "../../../../infra/modules/network"

  project_id = var.project_id
  name       = local.name
  labels     = local.labels

  # A range by the region's place in the list: add regions at its end. slipway.yaml calls the connectors by this name in every region.
  connectors = {
    for index, region in var.regions : region => {
      name          = "serverless"
      cidr          = cidrsubnet("10.8.0.0/24", 4, index)
      max_instances = var.connector_max_instances
    }
  }

  private_services_access = { address = "10.100.0.0", prefix_length = 16 }

  depends_on = [module.apis]
}
