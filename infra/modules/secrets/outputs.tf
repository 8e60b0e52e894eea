output "secret_ids" {
  description = "Secrets by id, as projects/<project>/secrets/<id>. Known when their accessors can read them."
  value       = { for id, secret in google_secret_manager_secret.this : id => secret.id }
  depends_on  = [google_secret_manager_secret_iam_member.accessor]
}

output "rotation_topic" {
  description = "The topic with due rotations, as projects/<project>/topics/<name>, for the subscription of what rotates; null if no secret is rotated."
  value       = one(google_pubsub_topic.rotation[*].id)
}
