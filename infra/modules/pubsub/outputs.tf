output "topic_ids" {
  description = "Topics by name, as projects/<project>/topics/<name>."
  value       = { for name, topic in google_pubsub_topic.this : name => topic.id }
}

output "subscription_ids" {
  description = "Subscriptions by name, as projects/<project>/subscriptions/<name>."
  value       = { for name, subscription in google_pubsub_subscription.this : name => subscription.id }
}

output "schema_ids" {
  description = "Schemas by their topic's name, as projects/<project>/schemas/<name>."
  value       = { for name, schema in google_pubsub_schema.this : name => schema.id }
}
