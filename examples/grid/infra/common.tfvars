# What is the same in all environments. slipway.yaml gives it to each of them as `varFiles`.
region        = "us-central1"
backup_region = "us-east1"
images        = { project_id = "grid-shared", location = "us-central1", repository = "images" }
alert_email   = "on-call@grid.example"
