import type { Json } from "./change.js";

/** What stands where a value must not be shown. */
export const SENSITIVE = "(sensitive)";

/** What stands where a value is not known until the change is made. */
export const UNKNOWN = "(known after apply)";

const LONGEST = 100;

/** Takes out of a text what must not be shown; it is asked before a text is shortened. */
export type Hide = (text: string) => string;

/** A value as people read it, on one line and not too long. Signs that move or recolour text are spelled out. */
export function shown(value: Json, hide: Hide = (text) => text): string {
  if (typeof value === "string") return visible(JSON.stringify(cut(hide(value))));
  if (Array.isArray(value) && value.length === 0) return "[]";
  return visible(cut(hide(JSON.stringify(value))));
}

/** Two texts by the part around their first difference, where they are long. */
export function shownApart(one: string, other: string, hide: Hide): readonly [before: string, after: string] {
  const [before, after] = [hide(one), hide(other)];
  if (before.length <= LONGEST && after.length <= LONGEST) return [shown(before), shown(after)];
  let start = 0;
  while (before[start] === after[start]) start += 1;
  const from = Math.max(0, start - 30);
  const part = (text: string) => shown(`${from > 0 ? "…" : ""}${text.slice(from)}`);
  return [part(before), part(after)];
}

/** Text with control and direction signs spelled out, so that what is read is what is there. */
export function visible(text: string): string {
  return text.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
