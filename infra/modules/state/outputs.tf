output "bucket" {
  description = "Name of the bucket."
  value       = google_storage_bucket.state.name
}

output "key_id" {
  description = "Full name of the key that the state is encrypted with."
  value       = google_kms_crypto_key.state.id
}

output "backend_block" {
  description = "Text to put into a root module, with one prefix for each. The bucket's own key is used without naming it."
  value       = <<-EOT
    terraform {
      backend "gcs" {
        bucket = "${google_storage_bucket.state.name}"
        prefix = "ENVIRONMENT"
      }
    }
  EOT
}
