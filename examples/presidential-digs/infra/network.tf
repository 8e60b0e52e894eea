locals {
  # Of the environment's /14: /20 for nodes and services, /16 for pods, which is 256 nodes.
  ranges = {
    nodes             = cidrsubnet(local.environment.addresses, 6, 0)
    run               = cidrsubnet(local.environment.addresses, 10, 16)
    recovery          = cidrsubnet(local.environment.addresses, 6, 2)
    services          = cidrsubnet(local.environment.addresses, 6, 4)
    recovery_services = cidrsubnet(local.environment.addresses, 6, 5)
    pods              = cidrsubnet(local.environment.addresses, 2, 1)
    recovery_pods     = cidrsubnet(local.environment.addresses, 2, 2)
  }

  recovery_control_plane = "172.16.16.0/28"

  flow_logs = { aggregation_interval = "INTERVAL_10_MIN", sampling = 0.1 }
}

module "network" {
  source = "../../../infra/modules/network"

  project_id = local.environment.project_id
  name       = "crm"
  labels     = local.labels

  subnets = merge(
    {
      nodes = {
        region           = local.region
        cidr             = local.ranges.nodes
        secondary_ranges = { pods = local.ranges.pods, services = local.ranges.services }
        flow_logs        = local.flow_logs
      }

      run = {
        region    = local.region
        cidr      = local.ranges.run
        flow_logs = local.flow_logs
      }
    },
    { for name, subnet in {
      recovery = {
        region           = local.recovery_region
        cidr             = local.ranges.recovery
        secondary_ranges = { pods = local.ranges.recovery_pods, services = local.ranges.recovery_services }
        flow_logs        = local.flow_logs
      }
    } : name => subnet if local.environment.recovery },
  )

  # Nodes have no address of their own; what they call outside of Google sees these fixed ones and can allow them.
  nat = { for region in local.regions : region => { static_ip_count = 2 } }

  private_services_access = null

  # The control plane asks Istio's webhook before it admits a pod. GKE's own rules open 443 and 10250 only.
  firewall_rules = {
    istio-webhook = {
      description = "Istio's webhook, called by the control planes"
      ranges      = concat([local.environment.control_plane], local.environment.recovery ? [local.recovery_control_plane] : [])
      allow       = [{ protocol = "tcp", ports = ["15017"] }]
    }
  }
}
