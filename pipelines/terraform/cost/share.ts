import type { Bill, Charge } from "./bill.js";

/** Charges of each bill, where those that share a price have their even part of it. */
export function sharing(bills: readonly (Bill | undefined)[]): (readonly Charge[])[] {
  const counts = new Map<string, number>();
  for (const bill of bills) {
    if (bill?.shared !== undefined) counts.set(bill.shared.key, (counts.get(bill.shared.key) ?? 0) + 1);
  }
  return bills.map((bill) => {
    if (bill?.shared === undefined) return bill?.charges ?? [];
    return [...bill.charges, ...bill.shared.chargesOfEach(counts.get(bill.shared.key) ?? 1)];
  });
}
