output "budgets" {
  description = "Full name of each budget, billingAccounts/ACCOUNT/budgets/ID."
  value       = { for key, budget in google_billing_budget.budget : key => budget.id }
}
