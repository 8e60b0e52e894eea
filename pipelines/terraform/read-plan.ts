import { readJson } from "../json/index.js";
import type { Action, Json, OutputChange, Plan, ResourceChange } from "./change.js";
import { type ChangeJson, type CheckJson, PlanJson, type ResourceJson } from "./plan-schema.js";

/** Why a plan cannot be judged, in the parts of an error. */
export interface PlanProblem {
  readonly reason: "cut-off" | "not-json" | "not-a-plan" | "other-version" | "errored";
  readonly what: string;
  readonly saw: string;
  readonly next: string;
}

export type ReadPlan =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problem: PlanProblem };

const AGAIN = "make the plan again";

/** Reads the output of `show -json PLANFILE`, of Terraform or OpenTofu. Never throws. */
export function readPlan(text: string): ReadPlan {
  const json = readJson(text);
  switch (json.outcome) {
    case "cut-off":
      return refused("cut-off", "The plan ends in the middle.", json.saw, `${AGAIN}, with space left on the disk`);
    case "not-json":
      return refused("not-json", "The plan is not JSON.", json.saw, AGAIN);
    case "read":
      return fromJson(json.value);
    default:
      return json satisfies never;
  }
}

function fromJson(value: unknown): ReadPlan {
  const version = typeof value === "object" && value !== null && "format_version" in value && value.format_version;
  if (typeof version !== "string") {
    return refused("not-a-plan", "This is no plan of Terraform or OpenTofu.", "no format_version", AGAIN);
  }
  if (!/^1(\.\d+)?$/.test(version)) {
    const next = "use a version of the tool whose plans have format version 1, such as OpenTofu 1.11";
    return refused("other-version", "The plan has a format that Slipway does not know.", version.slice(0, 40), next);
  }
  const parsed = PlanJson.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const saw = `${issue?.path.join(".")}: ${issue?.message}`;
    return refused("not-a-plan", "The plan lacks something that plans have.", saw, AGAIN);
  }
  const { data } = parsed;
  if (data.errored === true) {
    const next = "mend what the tool reports and make the plan again";
    return refused("errored", "The tool stopped in the middle of planning.", "errored: true", next);
  }
  return {
    ok: true,
    plan: {
      toolVersion: data.terraform_version ?? "unknown",
      changes: lasting(data.resource_changes).map(resourceChange),
      drift: lasting(data.resource_drift)
        .map(resourceChange)
        .filter(({ action }) => action !== "none"),
      outputs: Object.entries(data.output_changes ?? {}).map(outputChange),
      failedChecks: (data.checks ?? []).flatMap(failedCheck),
    },
  };
}

/** Ephemeral resources, which are only there while the tool runs, are opened and closed, and nothing changes by it. */
function lasting(resources: readonly ResourceJson[] = []): readonly ResourceJson[] {
  return resources.filter(({ mode }) => mode !== "ephemeral");
}

function resourceChange(json: ResourceJson): ResourceChange {
  return {
    ...values(json.change),
    address: json.address,
    type: json.type,
    reason: json.action_reason,
    previousAddress: json.previous_address === json.address ? undefined : json.previous_address,
    importId: json.change.importing === undefined ? undefined : (json.change.importing.id ?? "an id known after apply"),
    deposed: json.deposed,
    replacePaths: json.change.replace_paths ?? [],
  };
}

function outputChange([name, json]: [string, ChangeJson]): OutputChange {
  return { ...values(json), name };
}

function values(json: ChangeJson) {
  return {
    action: actionOf(json.actions),
    before: (json.before ?? null) as Json,
    after: (json.after ?? null) as Json,
    beforeSensitive: (json.before_sensitive ?? false) as Json,
    afterSensitive: (json.after_sensitive ?? false) as Json,
    afterUnknown: (json.after_unknown ?? false) as Json,
  };
}

/** An action that is not known counts as the worst one, so that it cannot pass for a harmless one. */
function actionOf(actions: readonly string[]): Action {
  const [first = "no-op", second] = actions;
  if (second !== undefined) return actions.includes("forget") ? "forget" : "replace";
  switch (first) {
    case "no-op":
      return "none";
    case "create":
    case "update":
    case "read":
    case "forget":
      return first;
    default:
      return "delete";
  }
}

function failedCheck({ address, status, instances = [] }: CheckJson): string[] {
  if (status !== "fail") return [];
  const messages = instances.flatMap(({ problems = [] }) => problems.map(({ message }) => message ?? ""));
  return [`${address.to_display}: ${messages.filter((message) => message !== "").join(" ") || "fails"}`];
}

function refused(reason: PlanProblem["reason"], what: string, saw: string, next: string): ReadPlan {
  return { ok: false, problem: { reason, what, saw, next } };
}
