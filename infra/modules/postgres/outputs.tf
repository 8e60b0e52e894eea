output "instance_name" {
  description = "The instance's name."
  value       = google_sql_database_instance.primary.name
}

output "connection_name" {
  description = "The instance's connection name, project:region:instance, for Cloud SQL's connectors."
  value       = google_sql_database_instance.primary.connection_name
}

output "private_ip" {
  description = "The instance's address in the network."
  value       = google_sql_database_instance.primary.private_ip_address
}

output "server_ca_certificates" {
  description = "The certificates, in PEM form, that clients check the server's against (sslmode verify-ca)."
  value       = google_sql_database_instance.primary.server_ca_cert[*].cert
  sensitive   = true
}

output "replicas" {
  description = "Read replicas by key: name, connection_name, private_ip and region."
  value = {
    for key, replica in google_sql_database_instance.replica : key => {
      name            = replica.name
      connection_name = replica.connection_name
      private_ip      = replica.private_ip_address
      region          = replica.region
    }
  }
}

output "database_names" {
  description = "Names of the databases."
  value       = [for database in google_sql_database.this : database.name]
}

output "user_names" {
  description = "Names of the users that have a password."
  value       = [for user in google_sql_user.this : user.name]
}

output "iam_user_names" {
  description = "What the IAM users are called in PostgreSQL, by key. Grants are made to these names."
  value       = { for key, user in google_sql_user.iam : key => user.name }
}

output "password_secret_ids" {
  description = "Ids of the secrets that hold the users' passwords, by user."
  value       = { for user, secret_id in local.password_secret_ids : user => google_secret_manager_secret.this[secret_id].secret_id }
  depends_on  = [google_secret_manager_secret_version.this, google_secret_manager_secret_iam_member.accessor]
}

output "url_secret_ids" {
  description = "Ids of the secrets that hold connection URLs."
  value       = flatten([for settings in values(var.users) : [for secret_id in keys(settings.connection_urls) : google_secret_manager_secret.this[secret_id].secret_id]])
  depends_on  = [google_secret_manager_secret_version.this, google_secret_manager_secret_iam_member.accessor]
}

output "exports_bucket" {
  description = "Name of the bucket with the exports; null without exports. Files are <database>/<time>.sql.gz."
  value       = one(google_storage_bucket.exports[*].name)
}

output "exports_workflow" {
  description = "Name of the workflow that exports, to start it by hand or to watch its failures; null without exports."
  value       = one(google_workflows_workflow.export[*].name)
}
