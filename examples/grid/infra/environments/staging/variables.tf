# Of infra/common.tfvars.

variable "region" {
  description = "Region of everything."
  type        = string
}

variable "backup_region" {
  description = "Region that exports of the database are kept in."
  type        = string
}

variable "images" {
  description = "Repository of images."
  type = object({
    project_id = string
    location   = string
    repository = string
  })
}

variable "alert_email" {
  description = "Who is told of alerts by mail."
  type        = string
}
