import type { ResourceChange } from "../change.js";
import type { Bill, Charge, Pricer } from "./bill.js";
import type { Prices } from "./prices.js";
import { type Met, readerOf, type State } from "./reader.js";

/** What a resource costs before a change and after it; undefined where it does not exist. */
export interface Bills {
  readonly before: Bill | undefined;
  readonly after: Bill | undefined;
}

/** Bills of both states; undefined where one of them cannot be priced, for half of a difference would mislead. */
export function billsOf(change: ResourceChange, pricer: Pricer, prices: Prices): Bills | undefined {
  const states = {
    before: { values: change.before, sensitive: change.beforeSensitive, unknown: null },
    after: { values: change.after, sensitive: change.afterSensitive, unknown: change.afterUnknown },
  };
  const before = billOf(states.before, pricer, prices);
  const after = billOf(states.after, pricer, prices);
  const isWhole = (before !== undefined || change.before === null) && (after !== undefined || change.after === null);
  return isWhole ? { before, after } : undefined;
}

function billOf(state: State, pricer: Pricer, prices: Prices): Bill | undefined {
  if (state.values === null) return undefined;
  const met: Met = { unknown: new Set(), isSensitive: false };
  const bill = pricer(readerOf(state, met), prices);
  if (bill === undefined) return undefined;
  if (met.isSensitive) return { ...bill, basis: "from sensitive values, not shown", charges: bill.charges.map(hidden) };
  const guesses = [...met.unknown].join(", ");
  return guesses === ""
    ? bill
    : { ...bill, basis: `${bill.basis} (defaults for what is known after apply: ${guesses})` };
}

/** The same without the name of a region, which is told in the assumptions. */
function hidden(charge: Charge): Charge {
  return charge.scale === undefined ? charge : { ...charge, scale: { ...charge.scale, region: undefined } };
}
