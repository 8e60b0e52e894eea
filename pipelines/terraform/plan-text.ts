import { attributeText } from "./attributes.js";
import { isChange } from "./change.js";
import { costLines } from "./cost-text.js";
import { gateLines, verdictText } from "./gate-text.js";
import {
  addressText,
  countsText,
  HEADINGS,
  type ListedChange,
  type ListedGroup,
  listing,
  notesOf,
  SIGNS,
} from "./listing.js";
import { outputLines } from "./output-lines.js";
import type { PlanResult } from "./plan-result.js";
import { scrubberOf } from "./scrub.js";
import type { Hide } from "./shown.js";

/** A plan as people read it: the outcome, what the gate says, then every change, what it costs, and the verdict. */
export function planText(result: PlanResult): string {
  const { plan, gate, cost, notes } = result;
  const hide = scrubberOf(plan);
  const sections = [
    [headline(result)],
    gateLines(gate),
    ...listing(plan.changes, hide).map(groupLines),
    movedLines(result),
    outputLines(plan.outputs, hide),
    driftLines(result, hide),
    plan.failedChecks.length === 0 ? [] : ["Checks that fail:", ...plan.failedChecks.map((check) => `  ${check}`)],
    costLines(cost),
    notes,
    [verdictText(result)],
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
  return hide(`${text}\n`);
}

export function headline({ environment, workspace, plan, gate }: PlanResult): string {
  const where = workspace === undefined ? environment : `${environment} (workspace ${workspace})`;
  const isNothing = !plan.changes.some(isChange);
  const what = isNothing ? `nothing to change: ${countsText(plan.changes)}` : countsText(plan.changes);
  return `Plan for ${where}${gate.outcome === "stopped" ? ", stopped by the gate" : ""}: ${what}.`;
}

function groupLines({ kind, count, listed, rest }: ListedGroup): string[] {
  return [
    `${HEADINGS[kind]} (${count}):`,
    ...listed.flatMap((change) => changeLines(change, SIGNS[kind])),
    ...(rest.length === 0 ? [] : [`  and ${count - listed.length} more, which the JSON lists one by one:`]),
    ...rest.map((type) => `    ${String(type.count).padStart(5)} ${type.type}`),
  ];
}

function changeLines({ address, notes, attributes, more }: ListedChange, sign: string): string[] {
  const width = Math.min(40, Math.max(0, ...attributes.map(({ path }) => path.length)));
  return [
    `  ${sign.padEnd(3)} ${address}${notes.length === 0 ? "" : `  (${notes.join("; ")})`}`,
    ...attributes.map((attribute) => `        ${attribute.path.padEnd(width)}  ${attributeText(attribute)}`),
    ...(more === 0 ? [] : [`        and ${more} more`]),
  ];
}

/** Resources that only get another address, or come under Terraform's care. */
function movedLines({ plan }: PlanResult): string[] {
  const moved = plan.changes.filter((change) => change.action === "none" && notesOf(change).length > 0);
  if (moved.length === 0) return [];
  const lines = moved.slice(0, 40).map((change) => `  ${addressText(change)}  (${notesOf(change).join("; ")})`);
  const more = moved.length > 40 ? [`  and ${moved.length - 40} more`] : [];
  return [`Moved or imported, and not changed (${moved.length}):`, ...lines, ...more];
}

function driftLines({ plan }: PlanResult, hide: Hide): string[] {
  if (plan.drift.length === 0) return [];
  const groups = listing(plan.drift, hide);
  return [
    `Changed by others since the last apply (${plan.drift.length}):`,
    ...groups.flatMap(({ kind, listed, count }) => [
      ...listed.flatMap((change) => changeLines(change, SIGNS[kind])),
      ...(count > listed.length ? [`  and ${count - listed.length} more`] : []),
    ]),
  ];
}
