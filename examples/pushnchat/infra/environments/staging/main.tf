# Staging: what production is, in one region and in one zone. It is released from main.

module "stack" {
  source = "../../stack"

  project_id     = "pushnchat-stg"
  project_number = "222222222222"
  environment    = "staging"
  regions        = ["africa-south1"]
  backup_region  = "europe-west6"
  domain         = "staging.pushnchat.example"
  shared         = { project_id = "pushnchat-shared", images_location = "africa-south1", images_repository = "images", dns_zone = "staging" }
  staff          = ["group:developers@pushnchat.example"]
  alert_email    = "developers@pushnchat.example"
  deployers      = ["serviceAccount:deploy-staging@pushnchat-shared.iam.gserviceaccount.com"]

  # Production's edition and pool, so that what goes through PgBouncer there went through it here.
  database = {
    edition    = "ENTERPRISE_PLUS"
    tier       = "db-perf-optimized-N-2"
    pool_flags = { max_pool_size = "20" }
  }

  budget = { billing_account = "012345-6789AB-CDEF01", amount = 800 }
}
