# Lets GitHub Actions runs of one repository sign in to Google Cloud without a key: a Workload Identity pool, its provider for
# GitHub's tokens, and one service account per environment that only runs of that environment's branch or GitHub environment can use.
# Left to others: the projects, Artifact Registry repositories, runtime accounts and the state bucket that the accounts get access to,
# and the services iam, iamcredentials and sts.googleapis.com, which must be enabled in the project.

locals {
  deletion_policy = var.deletion_protection ? "PREVENT" : "DELETE"

  # A fork's pull request gets no token. pull_request_target does, with the base branch as its ref, and may run the fork's code.
  condition = join(" && ", concat(
    ["assertion.repository == \"${var.repository}\""],
    var.repository_id == null ? [] : ["assertion.repository_id == \"${var.repository_id}\""],
    ["assertion.event_name != \"pull_request_target\""],
  ))
}

resource "google_iam_workload_identity_pool" "github" {
  project                   = var.project_id
  workload_identity_pool_id = "${var.name}-github"
  display_name              = "GitHub Actions"
  description               = "Runs of ${var.repository}. Add no other provider: bindings trust the attributes of every one here."
  deletion_policy           = local.deletion_policy
}

resource "google_iam_workload_identity_pool_provider" "github" {
  project                            = var.project_id
  workload_identity_pool_id          = google_iam_workload_identity_pool.github.workload_identity_pool_id
  workload_identity_pool_provider_id = "actions"
  display_name                       = "GitHub Actions"
  description                        = "Tokens of ${var.repository} only."
  attribute_condition                = local.condition
  deletion_policy                    = local.deletion_policy

  # Bindings match the attributes, never the subject: GitHub writes it as repo:OWNER/NAME:… or, in repositories made since July 2026, as
  # repo:OWNER@ID/NAME@ID:…, and owners can change its form. It is mapped for the audit log. A token holds the claim environment only
  # in jobs that name one.
  attribute_mapping = {
    "google.subject"            = "assertion.sub"
    "attribute.repository"      = "assertion.repository"
    "attribute.repository_id"   = "assertion.repository_id"
    "attribute.ref"             = "assertion.ref"
    "attribute.event_name"      = "assertion.event_name"
    "attribute.environment"     = "has(assertion.environment) ? assertion.environment : \"\""
    "attribute.environment_ref" = "has(assertion.environment) ? assertion.environment + \":\" + assertion.ref : \"\""
  }

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
