import { attributeText } from "./attributes.js";
import { isChange, type Plan, type ResourceChange } from "./change.js";
import { listing } from "./listing.js";
import { resourceJson } from "./plan-json.js";
import { scrubberOf } from "./scrub.js";
import type { Hide } from "./shown.js";

/** How what is there differs from what is described. */
export interface Drift {
  /** Changed or removed by others, and an apply would change it back. */
  readonly changed: readonly ResourceChange[];
  /** Described, and not applied yet; nobody else touched it. */
  readonly pending: readonly ResourceChange[];
  /** Changed by others, and left so: the configuration leaves it to them. */
  readonly left: readonly ResourceChange[];
}

/** Sorts the differences of a fresh plan. What Terraform is told to ignore, such as a service's image, is no drift. */
export function driftOf({ changes, drift }: Pick<Plan, "changes" | "drift">): Drift {
  const wanted = new Set(changes.filter(isChange).map(({ address }) => address));
  const touched = new Set(drift.map(({ address }) => address));
  return {
    changed: drift.filter(({ address }) => wanted.has(address)),
    pending: changes.filter((change) => isChange(change) && !touched.has(change.address)),
    left: drift.filter(({ address }) => !wanted.has(address)),
  };
}

export function isDrifted({ changed, pending }: Drift): boolean {
  return changed.length + pending.length > 0;
}

/** The differences as people read them. */
export function driftText(environment: string, plan: Plan): string {
  const drift = driftOf(plan);
  const { changed, pending, left } = drift;
  const hide = scrubberOf(plan);
  const lines = [
    isDrifted(drift)
      ? `${environment} has drifted: ${changed.length} changed by others, ${pending.length} described and not applied.`
      : `${environment} is as it is described: ${plan.changes.length} resources, no drift.`,
    ...section("Changed by others; an apply would change it back", changed, hide),
    ...section("Described and not applied", pending, hide),
    ...section("Changed by others and left so, as the configuration says", left, hide),
  ];
  return hide(`${lines.join("\n")}\n`);
}

/** The differences for programs, sensitive values hidden. */
export function driftJson(environment: string, plan: Plan): string {
  const drift = driftOf(plan);
  const hide = scrubberOf(plan);
  const json = (changes: readonly ResourceChange[]) => changes.map((change) => resourceJson(change, hide));
  const result = {
    environment,
    outcome: isDrifted(drift) ? "drifted" : "same",
    changed: json(drift.changed),
    pending: json(drift.pending),
    left: json(drift.left),
  };
  return `${hide(JSON.stringify(result, null, 2))}\n`;
}

function section(title: string, changes: readonly ResourceChange[], hide: Hide): string[] {
  if (changes.length === 0) return [];
  return [
    "",
    `${title} (${changes.length}):`,
    ...listing(changes, hide).flatMap(({ kind, count, listed, rest }) => [
      ...listed.flatMap(({ address, attributes, more }) => [
        `  ${address}${kind === "delete" ? "  is gone" : ""}`,
        ...attributes.map((attribute) => `    ${attribute.path}  ${attributeText(attribute)}`),
        ...(more === 0 ? [] : [`    and ${more} more`]),
      ]),
      ...(rest.length === 0 ? [] : [`  and ${count - listed.length} more`]),
    ]),
  ];
}
