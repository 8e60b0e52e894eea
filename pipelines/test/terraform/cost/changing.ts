import type { Json, ResourceChange } from "../../../terraform/change.js";
import { estimateCost, PRICES } from "../../../terraform/cost/index.js";

type Fields = Partial<ResourceChange> & Pick<ResourceChange, "type">;

/** A resource that a plan creates, with what it is to be. */
export function created(type: string, after: Json, more: Partial<ResourceChange> = {}): ResourceChange {
  return change({ type, action: "create", after, ...more });
}

/** A resource that stays as it is. */
export function kept(type: string, values: Json, more: Partial<ResourceChange> = {}): ResourceChange {
  return change({ type, action: "none", before: values, after: values, ...more });
}

export function change(fields: Fields): ResourceChange {
  return {
    address: `${fields.type}.main`,
    action: "update",
    before: null,
    after: null,
    beforeSensitive: false,
    afterSensitive: false,
    afterUnknown: false,
    replacePaths: [],
    ...fields,
  };
}

/** What one new resource costs in a month, with its basis; "unpriced" where it has no price. */
export function costOf(
  type: string,
  after: Json,
  more: Partial<ResourceChange> = {},
): readonly [number, string] | string {
  const { lines, unpriced } = estimateCost([created(type, after, more)]);
  const [line] = lines;
  return line === undefined ? (unpriced.length > 0 ? "unpriced" : "free") : [line.afterMonthly, line.basis];
}

/** The table with other suppositions. */
export function supposing(usage: Partial<typeof PRICES.usage>): typeof PRICES {
  return { ...PRICES, usage: { ...PRICES.usage, ...usage } };
}
