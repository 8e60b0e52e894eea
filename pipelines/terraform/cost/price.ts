/** Where prices were read, and when. Some were read in dated copies of the page or of Google's billing catalogue. */
export interface Source {
  readonly source: string;
  /** ISO date of the copy. */
  readonly asOf: string;
  /** How the price was derived, where it is not on the page as it stands here. */
  readonly note?: string;
}

/** A list price in USD, of us-central1 where it differs between regions. GB is what Google calls GiB. */
export interface Price extends Source {
  readonly usd: number;
  readonly per: Unit;
}

export const HOURS_PER_MONTH = 730;
const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;

/** How many of each unit one thing uses in a month. */
export const UNITS_PER_MONTH = {
  hour: HOURS_PER_MONTH,
  "vCPU-hour": HOURS_PER_MONTH,
  "GB-hour": HOURS_PER_MONTH,
  "vCPU-second": SECONDS_PER_MONTH,
  "GB-second": SECONDS_PER_MONTH,
  "GPU-second": SECONDS_PER_MONTH,
  month: 1,
  "GB-month": 1,
} as const;
export type Unit = keyof typeof UNITS_PER_MONTH;

/** The date of copies that have none of their own: that of the oldest dated one. */
export const UNDATED = "2024-11-07";

/** Makes prices of one source. */
export function pricesOf(source: string, asOf: string) {
  return (usd: number, per: Unit, note?: string): Price => ({
    usd,
    per,
    source,
    asOf,
    ...(note === undefined ? {} : { note }),
  });
}
