import type { Json } from "./change.js";

/** A value inside another; undefined where there is none. Blocks are lists, so `0` stands between a block and what is in it. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Array.isArray(current)
      ? (current as readonly Json[])[Number(step)]
      : Object.hasOwn(current, step)
        ? (current as { readonly [key: string]: Json })[step]
        : undefined;
  }
  return current;
}

/** The items of a list inside a value; none where there is no list. */
export function listAt(value: Json | undefined, ...path: readonly (string | number)[]): readonly Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
}

/** The texts of a list, or the one text, inside a value. */
export function textsAt(value: Json | undefined, ...path: readonly (string | number)[]): readonly string[] {
  const found = at(value, ...path);
  if (typeof found === "string") return [found];
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
}

export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
