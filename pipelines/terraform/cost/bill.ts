import type { AssumptionId } from "./assumptions.js";
import { type Price, UNITS_PER_MONTH } from "./price.js";
import type { Prices } from "./prices.js";
import type { Reader } from "./reader.js";
import type { Scale } from "./scale.js";

/** So much of something, all month long. */
export interface Charge {
  readonly price: Price;
  /** In the unit of the price without its time, such as vCPUs, GB or rules. */
  readonly quantity: number;
  readonly scale?: Scale | undefined;
}

/** What one state of a resource costs, and why. */
export interface Bill {
  /** In a few words, such as `db-custom-2-7680, regional, 100 GB SSD`. */
  readonly basis: string;
  readonly charges: readonly Charge[];
  readonly assumes?: readonly AssumptionId[];
  /** Where the price of one depends on how many there are: all with the same key share it evenly. */
  readonly shared?: Shared;
}

export interface Shared {
  readonly key: string;
  /** What each of them is charged, of so many. */
  readonly chargesOfEach: (count: number) => readonly Charge[];
}

/** Bills one state of a resource; undefined where the table has no price for its shape. */
export type Pricer = (resource: Reader, prices: Prices) => Bill | undefined;

export function monthlyUsd(charges: readonly Charge[]): number {
  return charges.reduce(
    (sum, { price, quantity, scale }) =>
      sum + price.usd * UNITS_PER_MONTH[price.per] * quantity * (scale === undefined ? 1 : scale.factor),
    0,
  );
}
