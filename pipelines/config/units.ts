const MILLIS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const LONG_UNITS: Readonly<Record<string, string>> = {
  millisecond: "ms",
  sec: "s",
  second: "s",
  min: "m",
  minute: "m",
  hour: "h",
  hr: "h",
  day: "d",
  week: "w",
};

/** One amount with its unit, the unit always written: `5m`, `1.5 h`, `90 seconds`. */
const DURATION_PART = String.raw`\d+(?:\.\d+)?\s*(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)`;

/** The forms in which people write a duration: one or more parts, such as `5m` or `1h 30m`. */
export const DURATION = new RegExp(`^${DURATION_PART}(?:\\s*${DURATION_PART})*$`);

/** Milliseconds of a duration such as `500ms`, `5m` or `1h 30m`; undefined for anything else. A unit is always needed. */
export function parseDuration(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  let millis = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    const short = MILLIS[unit ?? ""] ?? MILLIS[LONG_UNITS[(unit ?? "").replace(/s$/, "")] ?? ""];
    if (short === undefined) return undefined;
    millis += Number(amount) * short;
  }
  return Math.round(millis);
}

const POWERS = ["", "k", "m", "g", "t"];

/** The forms in which people write a size: `512Mi`, `512 MiB`, `2GB`. */
export const SIZE = /^(\d+(?:\.\d+)?)\s*([KkMGT])(i?)B?$/;

/** Bytes of a size such as `512Mi`, `1.5GiB` or `2G` (powers of 1000 without the `i`); undefined for anything else. */
export function parseSize(text: string): number | undefined {
  const [, amount, prefix, binary] = SIZE.exec(text) ?? [];
  if (amount === undefined || prefix === undefined) return undefined;
  return Math.round(Number(amount) * (binary === "i" ? 1024 : 1000) ** POWERS.indexOf(prefix.toLowerCase()));
}

/** The form in which people write a percentage: `5%` or `0.5 %`. */
export const PERCENT = /^\d+(?:\.\d+)?\s*%$/;

/** Percent as a number: 5 for `5%` and for 5; undefined for anything else. */
export function parsePercent(value: string | number): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return PERCENT.test(value) ? Number.parseFloat(value) : undefined;
}

/** The forms in which people write money: `$500`, `500 USD`, `EUR 8,500`. */
export const MONEY = /^(?:([$€£])|([A-Z]{3})\s*)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?(?:\s*([A-Z]{3}))?$/;

const SYMBOLS: Readonly<Record<string, string>> = { $: "USD", "€": "EUR", "£": "GBP" };

/** An amount and its ISO 4217 currency; undefined where the currency is missing or named twice. */
export function parseMoney(text: string): { readonly amount: number; readonly currency: string } | undefined {
  const [, symbol, before, whole, cents, after] = MONEY.exec(text) ?? [];
  const currencies = [SYMBOLS[symbol ?? ""], before, after].filter((currency) => currency !== undefined);
  const [currency] = currencies;
  if (whole === undefined || currency === undefined || currencies.length > 1) return undefined;
  return { amount: Number(`${whole.replaceAll(",", "")}${cents ?? ""}`), currency };
}

/** A time of day as `HH:MM`, from 00:00 to 24:00. */
export const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** Minutes since midnight of a time of day in the form {@link TIME_OF_DAY}. */
export function minutesOfDay(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

/** Days of the week, in the order in which ranges such as `mon-fri` count. */
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A day or a range of days: `mon`, `mon-fri`, `sat-mon`. */
export const DAY_RANGE = /^(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))?$/;

/** The days of a range, both ends included, going round the end of the week where it must. */
export function daysOf(range: string): (typeof DAYS)[number][] {
  const [, first, last] = DAY_RANGE.exec(range) ?? [];
  const all: readonly (string | undefined)[] = DAYS;
  const from = all.indexOf(first);
  const to = all.indexOf(last ?? first);
  const count = ((to - from + DAYS.length) % DAYS.length) + 1;
  return DAYS.map((_, index) => DAYS[(from + index) % DAYS.length] ?? "mon").slice(0, count);
}

/** The form of a calendar date, `YYYY-MM-DD`. */
export const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text in the form {@link DATE} is a day that exists. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
