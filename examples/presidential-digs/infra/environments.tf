# What differs between environments, and nothing else. A new one needs an entry here and in bootstrap/main.tf.

locals {
  name        = contains(keys(local.environments), terraform.workspace) ? terraform.workspace : "dev"
  environment = local.environments[local.name]

  # - addresses: a /14 for nodes, pods and services; none overlaps with another, so that they can be peered.
  # - zones: zones of the nodes. Empty: three. The cluster itself is regional everywhere.
  # - pools: machine types, and the most nodes in each zone.
  # - atlas: service attachments that Atlas published for its private endpoint, by region.
  # - recovery: whether there is a second cluster, passive, in the recovery region.
  # - active: which cluster the domain points to: primary or recovery.
  environments = {
    dev = {
      project_id          = "digs-dev"
      domain              = "dev.crm.digs.example"
      addresses           = "10.32.0.0/14"
      control_plane       = "172.16.0.0/28"
      zones               = ["us-central1-a"]
      pools               = { frontend = ["e2-standard-2", 2], backend = ["e2-standard-2", 3], database = ["e2-highmem-2", 1] }
      atlas               = { us-central1 = "projects/p-digsdev/regions/us-central1/serviceAttachments/sa-crm" }
      recovery            = false
      active              = "primary"
      pagerduty           = null
      deletion_protection = false
    }

    staging = {
      project_id          = "digs-stg"
      domain              = "staging.crm.digs.example"
      addresses           = "10.36.0.0/14"
      control_plane       = "172.16.1.0/28"
      zones               = ["us-central1-a"]
      pools               = { frontend = ["e2-standard-2", 3], backend = ["e2-standard-4", 4], database = ["e2-highmem-4", 1] }
      atlas               = { us-central1 = "projects/p-digsstg/regions/us-central1/serviceAttachments/sa-crm" }
      recovery            = false
      active              = "primary"
      pagerduty           = null
      deletion_protection = true
    }

    # Three zones, as in production: what is accepted here is what production will do.
    uat = {
      project_id          = "digs-uat"
      domain              = "uat.crm.digs.example"
      addresses           = "10.40.0.0/14"
      control_plane       = "172.16.2.0/28"
      zones               = []
      pools               = { frontend = ["e2-standard-2", 2], backend = ["e2-standard-4", 2], database = ["e2-highmem-4", 1] }
      atlas               = { us-central1 = "projects/p-digsuat/regions/us-central1/serviceAttachments/sa-crm" }
      recovery            = false
      active              = "primary"
      pagerduty           = null
      deletion_protection = true
    }

    production = {
      project_id    = "digs-prd"
      domain        = "crm.digs.example"
      addresses     = "10.44.0.0/14"
      control_plane = "172.16.3.0/28"
      zones         = []
      pools         = { frontend = ["e2-standard-2", 4], backend = ["e2-standard-4", 6], database = ["n2-highmem-4", 2] }
      atlas = {
        us-central1 = "projects/p-digsprd/regions/us-central1/serviceAttachments/sa-crm"
        us-east1    = "projects/p-digsprd/regions/us-east1/serviceAttachments/sa-crm"
      }
      recovery            = true
      active              = "primary"
      pagerduty           = "projects/digs-prd/notificationChannels/1234567890123456789" # pagerduty_channel of bootstrap/
      deletion_protection = true
    }
  }
}
