import { describe, expect, it } from "vitest";
import { applyText, judgeGate, readAllowances, readApplyLog } from "../../terraform/index.js";
import { aChange, aPlan } from "./a-plan.js";
import { ALL_STOP } from "./levels.js";

/** Lines of `apply -json`, as OpenTofu 1.11 prints them, without what is not read. */
const LOG = [
  { "@message": "OpenTofu 1.11.0", type: "version" },
  hook("apply_start", "google_sql_user.app", "create"),
  hook("apply_complete", "google_sql_user.app", "create", 3),
  hook("apply_start", "google_storage_bucket.shop", "delete"),
  hook("apply_complete", "google_storage_bucket.shop", "delete", 1),
  hook("apply_start", "google_storage_bucket.shop", "create"),
  hook("apply_errored", "google_storage_bucket.shop", "create", 2),
  hook("apply_start", "google_redis_instance.main", "update"),
  { type: "diagnostic", diagnostic: { severity: "warning", summary: "Deprecated", detail: "Use another." } },
]
  .map((line) => JSON.stringify(line))
  .join("\n");

function hook(type: string, addr: string, action: string, elapsed_seconds?: number) {
  return { type, hook: { resource: { addr }, action, ...(elapsed_seconds === undefined ? {} : { elapsed_seconds }) } };
}

const CHANGES = [
  aChange({ type: "google_sql_user", address: "google_sql_user.app", action: "create", before: null }),
  aChange({ type: "google_storage_bucket", address: "google_storage_bucket.shop", action: "replace" }),
  aChange({ type: "google_redis_instance", address: "google_redis_instance.main" }),
  aChange({ type: "google_pubsub_topic", address: "google_pubsub_topic.late", action: "create", before: null }),
];

function told(output: string, failure?: { readonly message: string }, isRescued = false): string {
  const gate = judgeGate({
    changes: CHANGES,
    levels: ALL_STOP,
    allowances: readAllowances(["destroy-bucket"]),
    budget: { beforeMonthly: 0, afterMonthly: 0, currency: "USD", limit: undefined },
  });
  const cost = {
    asOf: "",
    currency: "USD" as const,
    beforeMonthly: 0,
    afterMonthly: 0,
    lines: [],
    unpriced: [],
    assumptions: [],
  };
  const planned = { environment: "staging", workspace: undefined, plan: aPlan(CHANGES), gate, cost, notes: [] };
  return applyText({ planned, log: readApplyLog(output), seconds: 12.34, failure, isRescued });
}

describe("readApplyLog", () => {
  it("tells of each resource how it ended, a replacement as two", () => {
    expect(readApplyLog(LOG).resources).toEqual([
      { address: "google_sql_user.app", action: "create", outcome: "done", seconds: 3 },
      { address: "google_storage_bucket.shop", action: "delete", outcome: "done", seconds: 1 },
      { address: "google_storage_bucket.shop", action: "create", outcome: "failed", seconds: 2 },
      { address: "google_redis_instance.main", action: "update", outcome: "begun", seconds: undefined },
    ]);
  });

  it("reads an output that is cut off anywhere", () => {
    for (let length = 0; length <= LOG.length; length += 7) {
      expect(readApplyLog(LOG.slice(0, length)).resources.length).toBeLessThanOrEqual(4);
    }
  });
});

describe("applyText", () => {
  it("says what was done", () => {
    const done = LOG.split("\n").slice(0, 5).join("\n");
    expect(told(done)).toBe(`Applied to staging in 12.3 s: 1 created, 1 destroyed.

Done (2):
  create  google_sql_user.app  3 s
  delete  google_storage_bucket.shop  1 s

Let through by name (1):
  destroy-bucket: google_storage_bucket.shop is replaced: what is in it goes with it (allowed for this run, by --allow destroy-bucket)
`);
  });

  it("says first what failed and what was not reached, and that the state is kept", () => {
    expect(
      told(LOG, { message: "Google Cloud did not accept the credentials." }, true),
    ).toBe(`Failed to apply to staging in 12.3 s: 2 done, 2 failed, 1 not reached.

Google Cloud did not accept the credentials.

The state could not be saved where it belongs. It is kept on this engine: run \`dagger call recover --env staging\` before anything else.

Failed (2):
  create  google_storage_bucket.shop  2 s
  update  google_redis_instance.main  (not known how it ended)

Not reached (1):
  google_pubsub_topic.late

Done (2):
  create  google_sql_user.app  3 s
  delete  google_storage_bucket.shop  1 s

Let through by name (1):
  destroy-bucket: google_storage_bucket.shop is replaced: what is in it goes with it (allowed for this run, by --allow destroy-bucket)

Warnings (1):
  Deprecated
      Use another.
`);
  });
});
