import { attributeChanges } from "./attributes.js";
import { isChange, type ResourceChange } from "./change.js";
import { addressText, notesOf } from "./listing.js";
import type { PlanResult } from "./plan-result.js";
import { scrubberOf } from "./scrub.js";
import type { Hide } from "./shown.js";

/** A plan for programs: every change with its attributes, sensitive values hidden as in the text. */
export function planJson({ environment, workspace, plan, gate, cost, notes }: PlanResult): string {
  const count = (action: ResourceChange["action"]) => plan.changes.filter((change) => change.action === action).length;
  const hide = scrubberOf(plan);
  const result = {
    environment,
    workspace,
    outcome: gate.outcome,
    counts: {
      replace: count("replace"),
      delete: count("delete"),
      forget: count("forget"),
      update: count("update"),
      create: count("create"),
      unchanged: count("none"),
    },
    gate: {
      findings: gate.findings,
      unusedAllowances: gate.unused,
      undecided: gate.undecided,
    },
    resources: plan.changes
      .filter((change) => isChange(change) || notesOf(change).length > 0)
      .map((change) => resourceJson(change, hide)),
    drift: plan.drift.map((change) => resourceJson(change, hide)),
    outputs: plan.outputs
      .filter(({ action }) => action !== "none")
      .map((output) => ({ name: output.name, action: output.action, changes: attributeChanges(output, hide) })),
    failedChecks: plan.failedChecks,
    cost,
    notes,
  };
  return `${hide(JSON.stringify(result, null, 2))}\n`;
}

/** One change for programs. */
export function resourceJson(change: ResourceChange, hide: Hide) {
  const { type, action } = change;
  return {
    address: addressText(change),
    type,
    action,
    notes: notesOf(change),
    attributes: attributeChanges(change, hide),
  };
}
