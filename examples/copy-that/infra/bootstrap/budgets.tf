module "budgets" {
  source = "../../../../infra/modules/budget"

  billing_account = local.billing_account
  name            = "copy-that"

  budgets = {
    for name, environment in local.environments : name => {
      amount             = environment.budget_usd
      thresholds_percent = [50, 90, 100]
      project_numbers    = [data.google_project.environment[name].number]
    }
  }

  depends_on = [module.shared_apis]
}
