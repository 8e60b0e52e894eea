# Firebase: who users are (Authentication), messages to telephones (Cloud Messaging, which needs its API alone) and what moves while people look at it
# (Realtime Database). Left to people: the security rules of the database, which belong to the application and are deployed by its command-line tool.

resource "google_firebase_project" "this" {
  provider = google-beta

  project = var.project_id

  depends_on = [module.apis]
}

resource "google_identity_platform_config" "this" {
  project            = var.project_id
  authorized_domains = [var.domain, "www.${var.domain}"]

  sign_in {
    email {
      enabled           = true
      password_required = true
    }
    phone_number {
      enabled = true
    }
  }

  depends_on = [google_firebase_project.this]
}

resource "google_firebase_web_app" "web" {
  provider = google-beta

  project      = google_firebase_project.this.project
  display_name = "PushNchat ${var.environment}"
}

resource "google_firebase_database_instance" "presence" {
  provider = google-beta

  project     = google_firebase_project.this.project
  region      = var.realtime_region
  instance_id = "${var.project_id}-default-rtdb"
  type        = "DEFAULT_DATABASE"
}
