import { lookUp } from "./look-up.js";
import type { Prices } from "./prices.js";
import type { Reader } from "./reader.js";

/** How much dearer than us-central1 something is where a resource stands. */
export interface Scale {
  /** Undefined where the plan does not tell. */
  readonly region: string | undefined;
  /** What costs that much more there, such as `machines`. */
  readonly what: string;
  readonly factor: number;
  /** Whether the table has the region; one that it has not counts as the dearest. */
  readonly isListed: boolean;
}

/** Region of a resource, from its region, location or zone. Text that cannot be one is not known. */
export function regionOf(resource: Reader, ...attributes: readonly string[]): string | undefined {
  for (const attribute of attributes) {
    const text = resource.text(attribute)?.split("/").at(-1)?.toLowerCase();
    if (text === undefined || !/^[a-z\d-]{1,30}$/.test(text)) continue;
    return isZone(text) ? text.slice(0, text.lastIndexOf("-")) : text;
  }
  return undefined;
}

/** Whether a location is one zone, such as europe-west6-a. */
export function isZone(location: string): boolean {
  return /^[a-z]+-[a-z]+\d+-[a-z]$/.test(location);
}

/** Factor of a region, from the column of the table for `what`. */
export function scaleOf(
  region: string | undefined,
  what: "machines" | "disks" | "databases" | "storage",
  prices: Prices,
) {
  const factors = Object.fromEntries(Object.entries(prices.regions).map(([name, row]) => [name, row[what]]));
  return scaleIn(factors, region, what);
}

/** Factor of a region in a table of factors; the highest of them for one that is not there. */
export function scaleIn(factors: Readonly<Record<string, number>>, region: string | undefined, what: string): Scale {
  const factor = lookUp(factors, region);
  if (factor !== undefined) return { region, what, factor, isListed: true };
  return { region, what, factor: Math.max(...Object.values(factors)), isListed: false };
}
