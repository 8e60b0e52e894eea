import { describe, expect, it } from "vitest";
import { driftJson, driftOf, driftText, isDrifted } from "../../terraform/index.js";
import { aChange, aPlan } from "./a-plan.js";

const IMAGE = aChange({
  type: "google_cloud_run_v2_service",
  address: "google_cloud_run_v2_service.api",
  before: { template: [{ containers: [{ image: "one" }] }] },
  after: { template: [{ containers: [{ image: "two" }] }] },
});
const GONE = aChange({
  type: "google_pubsub_topic",
  address: "google_pubsub_topic.gone",
  action: "delete",
  after: null,
});
const CHANGED = aChange({
  type: "google_sql_user",
  address: "google_sql_user.app",
  before: { host: "a" },
  after: { host: "b" },
});

const back = (change: typeof GONE, action: "create" | "update") =>
  aChange({ ...change, action, before: change.after, after: change.before });

describe("driftOf", () => {
  it("is nothing where only what the pipeline owns differs", () => {
    const plan = aPlan([aChange({ ...IMAGE, action: "none" })], { drift: [IMAGE] });
    expect(isDrifted(driftOf(plan))).toBe(false);
    expect(driftText("staging", plan)).toBe(`staging is as it is described: 1 resources, no drift.

Changed by others and left so, as the configuration says (1):
  google_cloud_run_v2_service.api
    template[0].containers[0].image  "one" -> "two"
`);
  });

  it("tells what others did apart from what is still to be applied", () => {
    const fresh = aChange({
      type: "google_pubsub_topic",
      address: "google_pubsub_topic.new",
      action: "create",
      before: null,
      after: { name: "new" },
    });
    const plan = aPlan([back(GONE, "create"), back(CHANGED, "update"), fresh], { drift: [GONE, CHANGED] });
    expect(isDrifted(driftOf(plan))).toBe(true);
    expect(driftText("staging", plan)).toBe(`staging has drifted: 2 changed by others, 1 described and not applied.

Changed by others; an apply would change it back (2):
  google_pubsub_topic.gone  is gone
  google_sql_user.app
    host  "a" -> "b"

Described and not applied (1):
  google_pubsub_topic.new
    name  "new"
`);
    expect(JSON.parse(driftJson("staging", plan))).toMatchObject({
      outcome: "drifted",
      changed: [{ address: "google_pubsub_topic.gone" }, { address: "google_sql_user.app" }],
      pending: [{ address: "google_pubsub_topic.new" }],
      left: [],
    });
  });
});
