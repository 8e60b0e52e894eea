# Cloud Scheduler: Cloud Run services with more instances by day than by night (scaling.tf), and calls at fixed times
# (calls.tf), such as a backup check.
# Left to others: what is called, and the services' other limits. A service that is scaled here is made with
# scaling.scheduled = true in cloud-run-service, so that Terraform does not set its minimum back.

locals {
  # Built from its parts, not read from the resource, so that other modules can use it as a key before it exists.
  project_domain     = strcontains(var.project_id, ":") ? "${split(":", var.project_id)[0]}." : ""
  project_short_name = reverse(split(":", var.project_id))[0]
  email_domain       = "${local.project_short_name}.${local.project_domain}iam.gserviceaccount.com"
}
