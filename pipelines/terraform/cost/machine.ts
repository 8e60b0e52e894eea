import type { AssumptionId } from "./assumptions.js";
import type { Charge } from "./bill.js";
import { lookUp } from "./look-up.js";
import type { Prices } from "./prices.js";
import type { Family } from "./prices-machines.js";
import type { Scale } from "./scale.js";

/** What part of a resource is charged for, and what that supposes. */
export interface Part {
  readonly charges: readonly Charge[];
  readonly assumes: readonly AssumptionId[];
}

interface Size {
  readonly family: Family;
  readonly vcpus: number;
  readonly memoryGb: number;
  readonly isCustom: boolean;
}

/** So many machines of a type, such as `n2-standard-4`; undefined where the table does not have its family or shape. */
export function machines(
  type: string,
  { count, isSpot, scale }: { readonly count: number; readonly isSpot: boolean; readonly scale: Scale },
  prices: Prices,
): Part | undefined {
  const whole = lookUp(prices.machines.whole, type);
  if (whole !== undefined)
    return isSpot ? undefined : { charges: [{ price: whole, quantity: count, scale }], assumes: [] };
  const size = sizeOf(type, prices);
  if (size === undefined) return undefined;
  const { family, vcpus, memoryGb, isCustom } = size;
  const share = (isSpot ? family.spotShare : family.sustainedShare) * (isCustom ? prices.machines.customFactor : 1);
  return {
    charges: [
      { price: family.vcpu, quantity: count * vcpus * share, scale },
      { price: family.memory, quantity: count * memoryGb * share, scale },
    ],
    assumes: [
      ...(isSpot ? (["spot"] as const) : []),
      ...(!isSpot && family.sustainedShare < 1 ? (["sustainedUse"] as const) : []),
    ],
  };
}

function sizeOf(type: string, { machines: { families, shared } }: Prices): Size | undefined {
  const family = lookUp(families, type.includes("-") ? type.slice(0, type.indexOf("-")) : undefined);
  const [, customFamily = "n1", cpus, megabytes] = /^(?:([a-z]\w*)-)?custom-(\d{1,3})-(\d{1,7})$/.exec(type) ?? [];
  const custom = lookUp(families, customFamily);
  if (cpus !== undefined && custom !== undefined) {
    return { family: custom, vcpus: Number(cpus), memoryGb: Number(megabytes) / 1024, isCustom: true };
  }
  if (family === undefined) return undefined;
  const core = lookUp(shared, type);
  if (core !== undefined) return { family, vcpus: core[0], memoryGb: core[1], isCustom: false };
  const [, shape, count] = /^[a-z]\w*-([a-z]+)-(\d{1,3})$/.exec(type) ?? [];
  const perVcpu = lookUp(family.memoryPerVcpu, shape);
  if (perVcpu === undefined) return undefined;
  return { family, vcpus: Number(count), memoryGb: Number(count) * perVcpu, isCustom: false };
}
