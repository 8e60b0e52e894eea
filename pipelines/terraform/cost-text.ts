import type { CostEstimate, CostLine } from "./cost/index.js";
import { visible } from "./shown.js";

const MOST = 15;

/** What the plan does to the monthly bill, the largest changes first, and what the estimate supposes. */
export function costLines(cost: CostEstimate): string[] {
  const { beforeMonthly, afterMonthly, currency, asOf, lines, unpriced, assumptions } = cost;
  const changed = changedLines(lines);
  if (lines.length === 0 && unpriced.length === 0) return [];
  const difference = afterMonthly - beforeMonthly;
  return [
    `Cost, estimated: ${money(afterMonthly)} ${currency} a month, ${signed(difference)} (list prices of ${asOf}).`,
    ...changed
      .slice(0, MOST)
      .map((line) => `  ${signed(differenceOf(line)).padStart(11)}  ${visible(line.address)}: ${visible(line.basis)}`),
    ...(changed.length > MOST ? [`  and ${changed.length - MOST} more`] : []),
    ...(unpriced.length === 0
      ? []
      : [`  not priced: ${unpriced.map(({ type, count }) => `${count} ${type}`).join(", ")}`]),
    ...assumptions.map((assumption) => `  supposed: ${assumption}`),
  ];
}

/** Lines whose cost differs, the largest difference first. */
export function changedLines(lines: readonly CostLine[]): CostLine[] {
  return lines
    .filter((line) => Math.abs(differenceOf(line)) >= 0.005)
    .sort(
      (one, other) =>
        Math.abs(differenceOf(other)) - Math.abs(differenceOf(one)) || (one.address < other.address ? -1 : 1),
    );
}

export function differenceOf({ beforeMonthly, afterMonthly }: CostLine): number {
  return afterMonthly - beforeMonthly;
}

export function money(amount: number): string {
  return amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** With its sign; nothing is `no change`. */
export function signed(amount: number): string {
  if (Math.abs(amount) < 0.005) return "no change";
  return `${amount < 0 ? "-" : "+"}${money(Math.abs(amount))}`;
}
