import { describe, expect, it } from "vitest";
import type { Plan, ResourceChange } from "../../terraform/change.js";
import {
  type Allowance,
  estimateCost,
  judgeGate,
  type PlanResult,
  planJson,
  planSummary,
  planText,
  readAllowances,
} from "../../terraform/index.js";
import { aChange, aPlan } from "./a-plan.js";
import { ALL_STOP } from "./levels.js";

function judged(plan: Plan, allowances: readonly Allowance[] = [], more: Partial<PlanResult> = {}): PlanResult {
  const cost = estimateCost(plan.changes);
  const gate = judgeGate({
    changes: plan.changes,
    levels: ALL_STOP,
    allowances,
    budget: { ...cost, limit: undefined },
  });
  return { environment: "staging", workspace: undefined, plan, gate, cost, notes: [], ...more };
}

const BUCKET = aChange({
  type: "google_storage_bucket",
  address: 'module.content.google_storage_bucket.shop["eu"]',
  action: "replace",
  reason: "replace_because_cannot_update",
  before: { location: "EU", storage_class: "STANDARD" },
  after: { location: "US", storage_class: "NEARLINE" },
  replacePaths: [["location"]],
});

const MIXED: readonly ResourceChange[] = [
  aChange({
    type: "google_pubsub_topic",
    action: "create",
    before: null,
    after: { name: "orders", labels: null },
    afterUnknown: { id: true },
  }),
  aChange({ type: "google_pubsub_subscription", before: { ack: 10 }, after: { ack: 20 } }),
  BUCKET,
  aChange({ type: "google_sql_user", action: "delete", reason: "delete_because_no_resource_config", after: null }),
  aChange({ type: "google_sql_database", action: "none" }),
  aChange({ type: "google_dns_managed_zone", action: "none", previousAddress: "google_dns_managed_zone.old" }),
  aChange({ type: "google_compute_address", action: "forget", after: null }),
  aChange({ type: "google_project", address: "data.google_project.this", action: "read" }),
];

describe("planText", () => {
  it("reads from what may lose something to what is new, and ends in a verdict", () => {
    const drift = [
      aChange({ type: "google_pubsub_topic", address: "google_pubsub_topic.other", before: { a: 1 }, after: { a: 2 } }),
    ];
    const outputs = [
      {
        name: "url",
        action: "update" as const,
        before: "a",
        after: "b",
        beforeSensitive: false,
        afterSensitive: false,
        afterUnknown: false,
      },
      {
        name: "same",
        action: "none" as const,
        before: 1,
        after: 1,
        beforeSensitive: false,
        afterSensitive: false,
        afterUnknown: false,
      },
    ];
    const plan = aPlan(MIXED, { drift, outputs, failedChecks: ["check.health: It is down."] });
    const text = planText(judged(plan, [], { notes: ["Providers are not pinned."] }));
    expect(
      text.replace(/\n {2}supposed: .*/g, ""),
    ).toBe(`Plan for staging, stopped by the gate: 1 to replace, 1 to destroy, 1 to forget, 1 to change, 1 to create, 1 moved or imported, 1 unchanged.

Stopped by:
  destroy-bucket: module.content.google_storage_bucket.shop["eu"] is replaced: what is in it goes with it
    to let it through once: --allow 'destroy-bucket=module.content.google_storage_bucket.shop["eu"]'

Replaced (1):
  -/+ module.content.google_storage_bucket.shop["eu"]  (something in it cannot be changed in place)
        location       "EU" -> "US"  forces replacement
        storage_class  "STANDARD" -> "NEARLINE"

Destroyed (1):
  -   google_sql_user.main  (it is no longer in the configuration)

Forgotten, and left as they are (1):
  .   google_compute_address.main

Changed (1):
  ~   google_pubsub_subscription.main
        ack  10 -> 20

Created (1):
  +   google_pubsub_topic.main
        name  "orders"

Moved or imported, and not changed (1):
  google_dns_managed_zone.main  (moved from google_dns_managed_zone.old)

Outputs:
  url  "a" -> "b"

Changed by others since the last apply (1):
  ~   google_pubsub_topic.other
        a  1 -> 2

Checks that fail:
  check.health: It is down.

${costPart(text)}

Providers are not pinned.

Verdict: not to be applied to staging: 1 thing that the gate stops.
`);
  });

  /** What the estimate says is tested where it is made. */
  function costPart(text: string): string {
    const [part = ""] = /^Cost, estimated: [\s\S]*?(?=\n\n)/m.exec(text) ?? [];
    return part.replace(/\n {2}supposed: .*/g, "");
  }

  it("says so where nothing changes", () => {
    const text = planText(
      judged(aPlan([aChange({ type: "terraform_data", action: "none" })]), [], { workspace: "pr-1" }),
    );
    expect(text).toContain("Plan for staging (workspace pr-1): nothing to change: 1 unchanged.");
    expect(text).toContain("Verdict: may be applied to staging: no rule speaks against it.");
  });

  it("records what was let through, and by whom", () => {
    const inConfig = [{ rule: "destroy-bucket" as const, address: "*", because: "it is empty" }];
    const text = planText(judged(aPlan([BUCKET]), inConfig));
    expect(text).toContain("Let through:\n  destroy-bucket: module.content");
    expect(text).toContain("    allowed in slipway.yaml: it is empty");
    expect(text).toContain("Verdict: may be applied to staging: 1 let through by name.");
    const once = planText(judged(aPlan([BUCKET]), readAllowances(["destroy-bucket", "destroy-key"])));
    expect(once).toContain("    allowed for this run, by --allow destroy-bucket");
    expect(once).toContain("Not needed by this plan: the allowance destroy-key for *.");
  });

  it("stays readable with 5,000 resources", () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      aChange({
        type: index % 10 === 0 ? "google_dns_record_set" : "google_storage_bucket",
        address: `google.many[${index}]`,
        action: (["create", "update", "replace", "delete", "none"] as const)[index % 5] ?? "none",
        before: { name: `a${index}`, size: index },
        after: { name: `a${index}`, size: index + 1 },
      }),
    );
    const text = planText(judged(aPlan(many)));
    expect(text.split("\n").length).toBeLessThan(400);
    expect(text).toContain("1000 to replace, 1000 to destroy, 1000 to change, 1000 to create, 1000 unchanged");
    expect(text).toContain("and 970 more, which the JSON lists one by one:");
    expect(text).toContain("destroy-bucket: and 1980 more");
    expect(planSummary(judged(aPlan(many))).length).toBeLessThan(100_000);
    expect(JSON.parse(planJson(judged(aPlan(many)))).resources).toHaveLength(4000);
  });
});

describe("planSummary", () => {
  it("is Markdown that no value can break out of", () => {
    const evil = aChange({
      type: "google_pubsub_topic",
      address: 'google_pubsub_topic.x["`</details><img src=x>"]',
      before: { a: "```\n# hello" },
      after: { a: "[link](https://example.com) ``` |" },
    });
    const summary = planSummary(judged(aPlan([evil])));
    expect(summary).toContain('- `` google_pubsub_topic.x["`</details><img src=x>"] ``');
    expect(summary).toContain('  - `a`: ```` "```\\n# hello" -> "[link](https://example.com) ``` |" ````');
    expect(summary.match(/<\/details>/g)).toHaveLength(2);
  });

  it("leads with the outcome and ends with the verdict", () => {
    const lines = planSummary(judged(aPlan(MIXED)))
      .trimEnd()
      .split("\n");
    expect(lines[0]).toMatch(/^### Plan for staging, stopped by the gate: 1 to replace/);
    expect(lines.at(-1)).toMatch(/^\*\*Verdict: not to be applied to staging/);
  });
});

describe("planJson", () => {
  it("has every change with its attributes, and the evidence of the gate", () => {
    const json = JSON.parse(planJson(judged(aPlan(MIXED))));
    expect(json).toMatchObject({
      environment: "staging",
      outcome: "stopped",
      counts: { replace: 1, delete: 1, forget: 1, update: 1, create: 1, unchanged: 2 },
      gate: { findings: [{ rule: "destroy-bucket", level: "stop", what: "is replaced: what is in it goes with it" }] },
    });
    expect(json.resources).toHaveLength(6);
    expect(json.resources[2]).toMatchObject({
      action: "replace",
      attributes: [
        { path: "location", before: '"EU"', after: '"US"', forcesReplacement: true },
        { path: "storage_class", forcesReplacement: false },
      ],
    });
  });
});
