import { at, isObject } from "./at.js";
import type { Json, Mask, Plan } from "./change.js";

/** Shorter texts stand in too many other words to be hidden wherever they are. */
const SHORTEST = 6;

const HIDDEN = "(hidden)";

/**
 * Hides the sensitive values of a plan wherever else they stand in a text. Terraform marks the attributes that it knows to
 * be sensitive; a provider that copies a password into a description does not tell it.
 */
export function scrubberOf(plan: Plan, more: readonly string[] = []): (text: string) => string {
  const secrets = new Set(more.filter(isLong));
  const all = [...plan.changes, ...plan.drift, ...plan.outputs];
  for (const { before, after, beforeSensitive, afterSensitive } of all) {
    collect(before, beforeSensitive, secrets);
    collect(after, afterSensitive, secrets);
  }
  return scrubber(secrets);
}

/** Hides some texts wherever they stand. */
export function scrubber(secrets: Iterable<string>): (text: string) => string {
  const all = [...secrets].filter(isLong).flatMap((secret) => [secret, inJson(secret), inJson(inJson(secret))]);
  if (all.length === 0) return (text) => text;
  const longestFirst = [...new Set(all)].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map(literally).join("|"), "g");
  return (text) => text.replace(pattern, HIDDEN);
}

function collect(value: Json, mask: Mask, secrets: Set<string>): void {
  if (mask === false || mask === null) return;
  if (typeof value === "string") {
    if (mask === true && isLong(value)) secrets.add(value);
  } else if (Array.isArray(value) || isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      collect(inner as Json, mask === true ? true : (at(mask, key) ?? false), secrets);
    }
  }
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function isLong(text: string): boolean {
  return text.length >= SHORTEST;
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
