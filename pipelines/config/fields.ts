import { z } from "zod";
import {
  DATE,
  DAY_RANGE,
  DURATION,
  daysOf,
  isDate,
  MONEY,
  minutesOfDay,
  PERCENT,
  parseDuration,
  parseMoney,
  parsePercent,
  parseSize,
  SIZE,
  TIME_OF_DAY,
} from "./units.js";

/** Text in one form. `allowed` says which in words: every message about the field shows it. */
export function form(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}

/** A string in one form that is read as something else; `undefined` from `parse` is the same error as a wrong form. */
function parsed<T extends z.ZodType, R>(schema: T, allowed: string, parse: (value: z.output<T>) => R | undefined) {
  return schema.transform((value, context): R => {
    const result = parse(value);
    if (result !== undefined) return result;
    context.addIssue({ code: "custom", message: allowed, input: value });
    return z.NEVER;
  });
}

/** A number of whole units. */
export function whole(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

function duration(min: string, max: string, kind: { readonly unitMillis: number; readonly allowed: string }) {
  const [least, most] = [parseDuration(min) ?? 0, parseDuration(max) ?? 0];
  const { unitMillis, allowed } = kind;
  return parsed(form(DURATION, allowed), allowed, (text) => {
    const value = parseDuration(text);
    const fits = value !== undefined && value >= least && value <= most && value % unitMillis === 0;
    return fits ? value / unitMillis : undefined;
  });
}

/** A duration that is read as milliseconds. */
export function millis(min: string, max: string) {
  return duration(min, max, { unitMillis: 1, allowed: `a duration from ${min} to ${max}, such as 500ms, 2s or 1m` });
}

/** A duration that is read as whole seconds. */
export function seconds(min: string, max: string) {
  const allowed = `a duration in whole seconds from ${min} to ${max}, such as 90s, 5m or 1h 30m`;
  return duration(min, max, { unitMillis: 1000, allowed });
}

/** A percentage, read as the number before the sign: 5 for `5%` and for 5. */
export function percent(min: number, max: number, step: "whole" | "any" = "any") {
  const allowed = `a ${step === "whole" ? "whole " : ""}percentage from ${min}% to ${max}%, such as ${Math.max(5, Math.ceil(min))}%`;
  const written = z.union([z.number(), z.string().regex(PERCENT)], { error: allowed });
  return parsed(written, allowed, (input) => {
    const value = parsePercent(input);
    const fits = value !== undefined && value >= min && value <= max && (step === "any" || Number.isInteger(value));
    return fits ? value : undefined;
  });
}

const MEMORY = "a whole number of MiB from 128Mi to 512Gi, such as 512Mi or 2Gi";

/** Memory, read as MiB. */
export const memory = parsed(form(SIZE, MEMORY), MEMORY, (text) => {
  const value = (parseSize(text) ?? 0) / 1024 ** 2;
  return Number.isInteger(value) && value >= 128 && value <= 512 * 1024 ? value : undefined;
});

const CPU = "a number of CPUs from 0.08 to 30, such as 0.5, 1 or 500m";

/** CPUs, read as a number: 0.5 for `500m` and for 0.5. */
export const cpu = parsed(z.union([z.number(), z.string().regex(/^\d+m$/)], { error: CPU }), CPU, (value) => {
  const count = typeof value === "number" ? value : Number.parseInt(value, 10) / 1000;
  return count >= 0.08 && count <= 30 && (count < 1 || Number.isInteger(count)) ? count : undefined;
});

const AMOUNT = "an amount with its currency, such as $500 or 8500 EUR";

/** Money, read as an amount and an ISO 4217 currency. */
export const money = parsed(form(MONEY, AMOUNT), AMOUNT, parseMoney);

const TIME = 'a time of day such as "09:00" or "17:30"';

/** A time of day, read as minutes since midnight. */
export const timeOfDay = form(TIME_OF_DAY, TIME).transform(minutesOfDay);

const CALENDAR_DATE = "a date that exists, such as 2026-12-31";

/** A calendar date, kept as text. */
export const date = form(DATE, CALENDAR_DATE).refine(isDate, { error: CALENDAR_DATE });

const DAYS_ALLOWED = "days such as mon-fri or [mon, wed-fri]";
const dayRange = form(DAY_RANGE, DAYS_ALLOWED).transform(daysOf);

/** Days of the week: a range or a list of them, read as the list of days. */
export const days = z
  .union([dayRange, z.array(dayRange).min(1)], { error: DAYS_ALLOWED })
  .transform((ranges) => [...new Set(ranges.flat())]);

/** Any text that is not empty. */
export const text = form(/\S/, "text");

export const flag = z.boolean({ error: "true or false" });

/** One of a few words; a near miss is told. */
export function oneOf<const Words extends readonly [string, ...string[]]>(...words: Words) {
  return z.enum(words, { error: words.join(", ") });
}

const INSIDE = "a path inside the repository, relative, with / and without ..";

/** A path that cannot leave the folder it is relative to; read without `./` and without a final `/`. */
export const innerPath = form(/^(?![/~]|[A-Za-z]:)(?!(?:.*\/)?\.\.(?:\/|$))[ -[\]-~\u00a0-\uffff]+$/, INSIDE).transform(
  (path) => {
    const parts = path.split("/").filter((part) => part !== "" && part !== ".");
    return parts.join("/") || ".";
  },
);

const COMMAND = "a list of words such as [npm, run, migrate]";

/** A program and its arguments. No shell reads it. */
export const command = z.array(z.string({ error: COMMAND }).min(1, { error: COMMAND }), { error: COMMAND }).min(1, {
  error: COMMAND,
});

const COMMANDS = "a list of words such as [npm, run, lint], or a list of such lists";

/** One command, or several that run one after the other; read as a list of commands. */
export const commands = z
  .union([command, z.array(command).min(1)], { error: COMMANDS })
  .transform((given): readonly string[][] =>
    given.every((one) => typeof one === "string") ? [given as string[]] : (given as string[][]),
  );

/** A service's or environment's name, which becomes part of a host name. */
export const name = form(
  /^[a-z](?:[a-z0-9-]{0,47}[a-z0-9])?$/,
  "1 to 49 lower-case letters, digits and hyphens that start with a letter and do not end with a hyphen",
);

/** The name of an environment variable. */
export const variable = form(/^[A-Za-z_]\w*$/, "the name of an environment variable, such as DATABASE_URL");

/** The name of a secret in Secret Manager. */
export const secretName = form(
  /^(?:projects\/[a-z0-9-]+\/secrets\/)?[A-Za-z0-9_-]{1,255}$/,
  "the name of a secret in Secret Manager, such as database-url, and never its value",
);

/** A path of a URL, from the first slash. */
export const urlPath = form(/^\/[^\s#]*$/, "the path of a URL, such as /healthz");

/** A region of Google Cloud. */
export const region = form(/^[a-z]+-[a-z]+\d+$/, "a region of Google Cloud, such as europe-west6");
