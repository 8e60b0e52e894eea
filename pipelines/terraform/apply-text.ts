import type { AppliedResource, ApplyLog } from "./apply-log.js";
import { isChange } from "./change.js";
import { diagnosticText } from "./diagnostics.js";
import { reasonText } from "./gate-text.js";
import { addressText } from "./listing.js";
import type { PlanResult } from "./plan-result.js";
import { scrubberOf } from "./scrub.js";
import { visible } from "./shown.js";

/** How an apply ended. */
export interface ApplyResult {
  readonly planned: PlanResult;
  readonly log: ApplyLog;
  readonly seconds: number;
  /** Undefined: it came to its end. Otherwise why not, and what to do. */
  readonly failure: { readonly message: string } | undefined;
  /** Whether the state could not be saved and is kept for `recover`. */
  readonly isRescued: boolean;
}

const MOST = 40;

/** What an apply did: the outcome, what failed, what was not reached, what was done. */
export function applyText(result: ApplyResult): string {
  const { planned, log, failure, seconds } = result;
  const { environment, plan, gate } = planned;
  const done = log.resources.filter(({ outcome }) => outcome === "done");
  const failed = log.resources.filter(({ outcome }) => outcome !== "done");
  const reached = new Set(log.resources.map(({ address }) => address));
  const changes = plan.changes.filter(isChange);
  const missed = failure === undefined ? [] : changes.filter(({ address }) => !reached.has(address));
  const allowed = gate.findings.flatMap(({ allowed: by, ...finding }) =>
    by === undefined ? [] : [{ ...finding, by }],
  );
  const took = `in ${seconds.toFixed(1)} s`;
  const lines = [
    failure === undefined
      ? `Applied to ${environment} ${took}: ${doneText(done)}.`
      : `Failed to apply to ${environment} ${took}: ${done.length} done, ${failed.length} failed, ${missed.length} not reached.`,
    ...(failure === undefined ? [] : ["", failure.message]),
    ...(result.isRescued
      ? [
          "",
          `The state could not be saved where it belongs. It is kept on this engine: run \`dagger call recover --env ${environment}\` before anything else.`,
        ]
      : []),
    ...section("Failed", failed, resourceLine),
    ...section("Not reached", missed, (change) => addressText(change)),
    ...section("Done", done, resourceLine),
    ...section(
      "Let through by name",
      allowed,
      ({ rule, address, what, by }) => `${rule}: ${visible(address)} ${what} (${visible(reasonText(by))})`,
    ),
    ...section(
      "Warnings",
      log.diagnostics.filter(({ severity }) => severity === "warning"),
      (warning) => diagnosticText(warning).replaceAll("\n", "\n    "),
    ),
  ];
  return scrubberOf(plan)(`${lines.join("\n")}\n`);
}

function section<T>(title: string, items: readonly T[], line: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const more = items.length > MOST ? [`  and ${items.length - MOST} more`] : [];
  return ["", `${title} (${items.length}):`, ...items.slice(0, MOST).map((item) => `  ${line(item)}`), ...more];
}

function resourceLine({ address, action, outcome, seconds }: AppliedResource): string {
  const took = seconds === undefined ? "" : `  ${seconds} s`;
  return `${action.padEnd(7)} ${visible(address)}${took}${outcome === "begun" ? "  (not known how it ended)" : ""}`;
}

const DONE: Readonly<Record<string, string>> = { create: "created", update: "changed", delete: "destroyed" };

/** Such as `3 created, 1 changed`. A replacement is one of each. */
function doneText(done: readonly AppliedResource[]): string {
  const actions = [...new Set(done.map(({ action }) => action))];
  const parts = actions.map((action) => {
    const count = done.filter((resource) => resource.action === action).length;
    return `${count} ${DONE[action] ?? action}`;
  });
  return parts.join(", ") || "nothing had to change";
}
