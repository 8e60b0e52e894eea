import type { ResourceChange } from "../change.js";
import { type AssumptionId, assumptionsOf } from "./assumptions.js";
import { type Bill, type Charge, monthlyUsd } from "./bill.js";
import { type Bills, billsOf } from "./bills.js";
import { isFree } from "./free.js";
import { cents, total } from "./money.js";
import { PRICERS } from "./pricers.js";
import { PRICES, type Prices } from "./prices.js";
import { sharing } from "./share.js";
import { USAGE_ONLY } from "./usage-only.js";

/** What the resources of a plan cost in a month, before it is applied and after. Amounts are whole cents. */
export interface CostEstimate {
  /** ISO date of the price table. */
  readonly asOf: string;
  readonly currency: "USD";
  readonly beforeMonthly: number;
  readonly afterMonthly: number;
  /** Resources that have a price, changed or not, in the order of the plan. */
  readonly lines: readonly CostLine[];
  /** Resources whose type, or whose shape, the table does not have: they are in no sum. */
  readonly unpriced: readonly { readonly type: string; readonly count: number }[];
  /** What was supposed for this estimate, a sentence each. */
  readonly assumptions: readonly string[];
}

export interface CostLine {
  readonly address: string;
  readonly type: string;
  readonly beforeMonthly: number;
  readonly afterMonthly: number;
  /** What is paid for, such as `db-custom-2-7680, regional, 100 GB SSD`: after the change, or before where it goes. */
  readonly basis: string;
}

interface Priced extends Bills {
  readonly change: ResourceChange;
}

/**
 * Estimates what a plan costs in a month, from a table of prices and nothing else. Data sources are left out, and so is what
 * is free; what costs by its use only is named in the assumptions. Linear in the number of changes.
 */
export function estimateCost(changes: readonly ResourceChange[], prices: Prices = PRICES): CostEstimate {
  const priced: Priced[] = [];
  const unpriced = new Map<string, number>();
  const byUse = new Map<string, number>();
  for (const change of changes) {
    const { type, action } = change;
    if (action === "read" || isFree(type)) continue;
    const pricer = PRICERS.get(type);
    const bills = pricer && billsOf(change, pricer, prices);
    if (bills !== undefined) priced.push({ change, ...bills });
    else if (USAGE_ONLY.has(type)) add(byUse, type);
    else add(unpriced, type);
  }
  const before = sharing(priced.map((item) => item.before));
  const after = sharing(priced.map((item) => item.after));
  const lines = priced.map((item, index) => ({
    address: item.change.address,
    type: item.change.type,
    before: monthlyUsd(before[index] ?? []),
    after: monthlyUsd(after[index] ?? []),
    basis: basisOf(item),
  }));
  const assumes = new Set<AssumptionId>(priced.flatMap((item) => [item.before, item.after]).flatMap(assumesOf));
  return {
    asOf: prices.asOf,
    currency: "USD",
    beforeMonthly: cents(total(lines.map((line) => line.before))),
    afterMonthly: cents(total(lines.map((line) => line.after))),
    lines: lines.map(({ before, after, basis, ...line }) => ({
      ...line,
      beforeMonthly: cents(before),
      afterMonthly: cents(after),
      basis,
    })),
    unpriced: counted(unpriced),
    assumptions: [...assumptionsOf({ charges: charged([...before, ...after]), assumes }, prices), ...byUseText(byUse)],
  };
}

function basisOf({ change, before, after }: Priced): string {
  if (after !== undefined) return after.basis;
  // What Terraform forgets goes on costing; what it deletes does not.
  const kept = change.action === "forget" ? ", kept and paid for outside of this state" : "";
  return `${before?.basis ?? "nothing"}${kept}`;
}

function assumesOf(bill: Bill | undefined): readonly AssumptionId[] {
  return bill?.assumes ?? [];
}

function charged(charges: readonly (readonly Charge[])[]): Charge[] {
  return charges.flat().filter(({ quantity }) => quantity > 0);
}

function byUseText(byUse: ReadonlyMap<string, number>): string[] {
  const told = counted(byUse).map(({ type, count }) => `${count} ${type} (${USAGE_ONLY.get(type)})`);
  return told.length === 0 ? [] : [`Billed by use only, and not in the sums: ${told.join(", ")}.`];
}

function add(counts: Map<string, number>, type: string): void {
  counts.set(type, (counts.get(type) ?? 0) + 1);
}

function counted(counts: ReadonlyMap<string, number>): { type: string; count: number }[] {
  return [...counts].map(([type, count]) => ({ type, count })).sort((one, other) => (one.type < other.type ? -1 : 1));
}
