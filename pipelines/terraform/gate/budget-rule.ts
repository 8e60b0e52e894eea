/** An estimate and what an environment may cost. */
export interface BudgetQuestion {
  readonly beforeMonthly: number;
  readonly afterMonthly: number;
  /** Currency of the estimate. */
  readonly currency: string;
  /** Undefined: not watched. */
  readonly limit: { readonly amount: number; readonly currency: string } | undefined;
}

/** The estimate rises above the budget. One that was above it already and does not rise is no doing of this plan. */
export function overBudget({ beforeMonthly, afterMonthly, currency, limit }: BudgetQuestion): string[] {
  if (limit === undefined || limit.currency !== currency) return [];
  if (afterMonthly <= limit.amount || afterMonthly <= beforeMonthly) return [];
  const money = (amount: number) => `${amount.toFixed(2)} ${currency}`;
  return [`would cost about ${money(afterMonthly)} a month, of ${money(limit.amount)} in the budget`];
}
