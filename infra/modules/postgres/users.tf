# Users with a password, and users that IAM knows and that need none.

locals {
  hosts = merge(
    { "" = google_sql_database_instance.primary.private_ip_address },
    { for key, replica in google_sql_database_instance.replica : key => replica.private_ip_address },
  )

  password_secret_ids = { for user, settings in var.users : user => coalesce(settings.password_secret_id, "${var.name}-${user}-password") }

  # Every secret by its id: whose it is and, for a connection URL, what surrounds the password.
  secrets = merge(
    { for user, secret_id in local.password_secret_ids : secret_id => { user = user, prefix = "", suffix = "" } },
    merge([
      for user, settings in var.users : {
        for secret_id, url in settings.connection_urls : secret_id => {
          user   = user
          prefix = "postgresql://${user}:"
          suffix = format(
            "@%s:%d/%s?%s",
            local.hosts[url.replica == null ? "" : url.replica],
            url.pooled ? 6432 : 5432, # 6432 is managed connection pooling's
            url.database,
            join("&", [for key, value in url.options : "${key}=${urlencode(value)}"]),
          )
        }
      }
    ]...),
  )

  # A password is known only while it is being set, so the user and all its secrets are always written together: this number changes with
  # password_version and with whatever the secrets say.
  password_versions = {
    for user, settings in var.users : user => parseint(substr(sha256(jsonencode([
      settings.password_version,
      { for secret_id, secret in local.secrets : secret_id => secret if secret.user == user },
    ])), 0, 7), 16)
  }

  accessors = merge([
    for secret_id, secret in local.secrets : {
      for key, member in var.users[secret.user].secret_accessors : "${secret_id}/${key}" => { secret_id = secret_id, member = member }
    }
  ]...)
}

# A new value on every run, in memory only. It is used where the number above has changed, and nowhere else.
ephemeral "random_password" "user" {
  for_each = var.users

  length  = 40
  special = false # so that it needs no escaping in a URL
}

resource "google_sql_user" "this" {
  for_each = var.users

  project             = var.project_id
  instance            = google_sql_database_instance.primary.name
  name                = each.key
  database_roles      = each.value.database_roles
  password_wo         = ephemeral.random_password.user[each.key].result
  password_wo_version = local.password_versions[each.key]

  # PostgreSQL does not drop a user that owns tables, which would keep an instance that is meant to go.
  deletion_policy = var.deletion_protection ? null : "ABANDON"
}

resource "google_secret_manager_secret" "this" {
  for_each = local.secrets

  project   = var.project_id
  secret_id = each.key
  labels    = var.labels

  replication {
    dynamic "auto" {
      for_each = length(var.secret_locations) == 0 ? [1] : []
      content {}
    }

    dynamic "user_managed" {
      for_each = length(var.secret_locations) > 0 ? [1] : []
      content {
        dynamic "replicas" {
          for_each = var.secret_locations
          content {
            location = replicas.value
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_version" "this" {
  for_each = local.secrets

  secret         = google_secret_manager_secret.this[each.key].id
  secret_data_wo = "${each.value.prefix}${ephemeral.random_password.user[each.value.user].result}${each.value.suffix}"

  # The user's id is in it so that a user that is made anew, with a new password, also makes new versions.
  secret_data_wo_version = parseint(substr(sha256(jsonencode([
    local.password_versions[each.value.user],
    google_sql_user.this[each.value.user].id,
  ])), 0, 7), 16)
}

resource "google_secret_manager_secret_iam_member" "accessor" {
  for_each = local.accessors

  project   = var.project_id
  secret_id = google_secret_manager_secret.this[each.value.secret_id].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = each.value.member
}

locals {
  iam_types = {
    service_account = { type = "CLOUD_IAM_SERVICE_ACCOUNT", prefix = "serviceAccount" }
    user            = { type = "CLOUD_IAM_USER", prefix = "user" }
    group           = { type = "CLOUD_IAM_GROUP", prefix = "group" }
  }

  # Cloud SQL has no IAM policy per instance, so the roles are given on the project, for this instance and its replicas only.
  iam_grants = merge([
    for role in ["roles/cloudsql.client", "roles/cloudsql.instanceUser"] : {
      for key, user in var.iam_users : "${key}/${trimprefix(role, "roles/cloudsql.")}" => {
        role   = role
        member = "${local.iam_types[user.type].prefix}:${user.email}"
      }
    }
  ]...)

  iam_condition = join(" || ", [
    for instance in concat([var.name], [for key in keys(var.replicas) : "${var.name}-${key}"]) :
    "(resource.type == \"sqladmin.googleapis.com/Instance\" && resource.name == \"projects/${var.project_id}/instances/${instance}\")"
  ])
}

resource "google_sql_user" "iam" {
  for_each = var.iam_users

  project  = var.project_id
  instance = google_sql_database_instance.primary.name
  type     = local.iam_types[each.value.type].type

  # PostgreSQL's names are short: Cloud SQL leaves out the end that all service accounts share.
  name           = each.value.type == "service_account" ? trimsuffix(each.value.email, ".gserviceaccount.com") : each.value.email
  database_roles = each.value.database_roles

  deletion_policy = var.deletion_protection ? null : "ABANDON"
}

resource "google_project_iam_member" "iam_user" {
  for_each = local.iam_grants

  project = var.project_id
  role    = each.value.role
  member  = each.value.member

  condition {
    title       = "Only ${var.name}"
    description = "The Cloud SQL instance ${var.name} and its replicas."
    expression  = local.iam_condition
  }
}
