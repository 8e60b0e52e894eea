import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readApplyLog } from "../../terraform/apply-log.js";
import { applyText } from "../../terraform/apply-text.js";
import type { Action, Json, Mask, Plan, ResourceChange } from "../../terraform/change.js";
import { driftJson, driftText } from "../../terraform/drift.js";
import { estimateCost, judgeGate, type PlanResult, planJson, planSummary, planText } from "../../terraform/index.js";
import { aChange, aPlan } from "./a-plan.js";
import { ALL_STOP } from "./levels.js";

const SEED = 20_261_121;
const PLANTED = "PLANTED-";

/** A value with secrets in it, and the mask that says where. */
type Masked = readonly [Json, Mask];

const planted = fc
  .tuple(fc.string(), fc.constantFrom("", '"', "\n", "\\", "$(x)"))
  .map(([more, sign]) => `${PLANTED}${sign}${more}`);
const key = fc.constantFrom("password", "name", "settings", "env", "token", "a.b", "x y");
const open = fc
  .oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
  .map((value): Masked => [value, false]);
const secret = planted.map((value): Masked => [value, true]);
const inJson = planted.map((value): Masked => [JSON.stringify({ inside: [value] }), true]);

const { masked } = fc.letrec<{ masked: Masked }>((tie) => ({
  masked: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    open,
    secret,
    inJson,
    fc
      .array(tie("masked"), { maxLength: 4 })
      .map((items): Masked => [items.map(([value]) => value), items.map(([, mask]) => mask)]),
    fc.dictionary(key, tie("masked"), { maxKeys: 4 }).map((entries): Masked => {
      const part = (index: 0 | 1) =>
        Object.fromEntries(Object.entries(entries).map(([name, pair]) => [name, pair[index]]));
      return [part(0), part(1)];
    }),
    // All of a value may be marked at once.
    fc.dictionary(key, planted, { minKeys: 1, maxKeys: 3 }).map((entries): Masked => [entries, true]),
  ),
}));

const types = fc.constantFrom(
  "google_sql_database_instance",
  "google_storage_bucket_iam_member",
  "google_secret_manager_secret_version",
  "google_project_iam_member",
  "google_compute_firewall",
);

const change = fc
  .record({
    type: types,
    action: fc.constantFrom<Action>("create", "update", "replace", "delete", "forget", "none"),
    before: masked,
    after: masked,
    unknown: fc.constantFrom<Mask>(false, true, { password: true, settings: [{ name: true }] }),
  })
  .map(
    ({ before, after, unknown, ...rest }): ResourceChange =>
      aChange({
        ...rest,
        before: rest.action === "create" ? null : before[0],
        beforeSensitive: rest.action === "create" ? false : before[1],
        after: rest.action === "delete" ? null : after[0],
        afterSensitive: rest.action === "delete" ? false : after[1],
        afterUnknown: unknown,
      }),
  );

const plan = fc
  .record({ changes: fc.array(change, { maxLength: 6 }), drift: fc.array(change, { maxLength: 3 }) })
  .map(
    ({ changes, drift }): Plan =>
      aPlan(changes, { drift, outputs: changes.map((one, index) => ({ ...one, name: `out${index}` })) }),
  );

function everyOutput(found: Plan): string {
  const gate = judgeGate({
    changes: found.changes,
    levels: ALL_STOP,
    allowances: [],
    budget: { beforeMonthly: 0, afterMonthly: 0, currency: "USD", limit: undefined },
  });
  const cost = estimateCost(found.changes);
  const result: PlanResult = { environment: "staging", workspace: undefined, plan: found, gate, cost, notes: [] };
  const log = readApplyLog("");
  const applied = applyText({ planned: result, log, seconds: 1, failure: { message: "it failed" }, isRescued: true });
  return [
    planText(result),
    planJson(result),
    planSummary(result),
    driftText("staging", found),
    driftJson("staging", found),
    applied,
  ].join("\n");
}

describe("sensitive values", () => {
  it("are in no output, wherever in a plan they stand", () => {
    fc.assert(
      fc.property(plan, (found) => {
        expect(everyOutput(found)).not.toContain(PLANTED);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("are in no output where a provider copies them into what is not marked", () => {
    const found = aPlan([
      aChange({
        type: "google_sql_user",
        action: "create",
        before: null,
        after: {
          password: `${PLANTED}1 "quoted"`,
          description: `made with ${PLANTED}1 "quoted"`,
          list: [`${PLANTED}1 "quoted"`],
        },
        afterSensitive: { password: true },
      }),
    ]);
    expect(everyOutput(found)).not.toContain(PLANTED);
    expect(everyOutput(found)).toContain("made with (hidden)");
  });
});
