import type { Plan, ResourceChange } from "../../terraform/change.js";

/** One change; what is not said is as harmless as can be. */
export function aChange(change: Partial<ResourceChange> & Pick<ResourceChange, "type">): ResourceChange {
  return {
    address: `${change.type}.main`,
    action: "update",
    before: {},
    after: {},
    beforeSensitive: false,
    afterSensitive: false,
    afterUnknown: false,
    replacePaths: [],
    ...change,
  };
}

export function aPlan(changes: readonly ResourceChange[], more: Partial<Plan> = {}): Plan {
  return { toolVersion: "1.11.0", changes, drift: [], outputs: [], failedChecks: [], ...more };
}

/** A plan as `show -json` tells it, with one resource. */
export function planJsonText(change: object, more: object = {}): string {
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.0",
    resource_changes: [
      {
        address: "terraform_data.one",
        mode: "managed",
        type: "terraform_data",
        name: "one",
        change: { actions: ["update"], before: {}, after: {}, ...change },
      },
    ],
    ...more,
  });
}
