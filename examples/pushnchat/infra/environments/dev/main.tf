# Dev: small and in one region. Previews of pull requests use its database, too.

module "stack" {
  source = "../../stack"

  project_id     = "pushnchat-dev"
  project_number = "111111111111"
  environment    = "dev"
  regions        = ["africa-south1"]
  backup_region  = "europe-west6"
  domain         = "dev.pushnchat.example"
  shared         = { project_id = "pushnchat-shared", images_location = "africa-south1", images_repository = "images", dns_zone = "dev" }
  staff          = ["group:developers@pushnchat.example"]
  alert_email    = "developers@pushnchat.example"

  # Previews of pull requests live in this project too.
  deployers = [
    "serviceAccount:deploy-dev@pushnchat-shared.iam.gserviceaccount.com",
    "serviceAccount:deploy-preview@pushnchat-shared.iam.gserviceaccount.com",
  ]

  database            = { tier = "db-custom-1-3840" }
  deletion_protection = false
}
