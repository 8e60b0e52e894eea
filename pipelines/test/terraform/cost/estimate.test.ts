import { describe, expect, it } from "vitest";
import type { Json, ResourceChange } from "../../../terraform/change.js";
import { estimateCost, PRICES, type Prices } from "../../../terraform/cost/index.js";
import { change, created, kept } from "./changing.js";

const SQL = "google_sql_database_instance";
const ZONE = "google_dns_managed_zone";
const database = (tier: string, gb = 10): Json => ({ region: "us-central1", settings: [{ tier, disk_size: gb }] });

describe("estimateCost, before and after", () => {
  it("prices what is changed on both sides", () => {
    const changes = [change({ type: SQL, before: database("db-f1-micro"), after: database("db-g1-small") })];
    expect(estimateCost(changes)).toMatchObject({
      asOf: PRICES.asOf,
      currency: "USD",
      beforeMonthly: 9.37,
      afterMonthly: 27.25,
      lines: [
        {
          address: `${SQL}.main`,
          type: SQL,
          beforeMonthly: 9.37,
          afterMonthly: 27.25,
          basis: "db-g1-small, zonal, 10 GB SSD",
        },
      ],
      unpriced: [],
    });
  });

  it.each<[ResourceChange["action"], Json, Json, number, number]>([
    ["create", null, database("db-f1-micro"), 0, 9.37],
    ["delete", database("db-f1-micro"), null, 9.37, 0],
    ["replace", database("db-f1-micro"), database("db-g1-small"), 9.37, 27.25],
    ["none", database("db-f1-micro"), database("db-f1-micro"), 9.37, 9.37],
  ])("%s", (action, before, after, beforeMonthly, afterMonthly) => {
    const { lines, ...sums } = estimateCost([change({ type: SQL, action, before, after })]);
    expect(sums).toMatchObject({ beforeMonthly, afterMonthly });
    expect(lines).toMatchObject([{ beforeMonthly, afterMonthly }]);
  });

  it("says of what is forgotten that it goes on costing", () => {
    const forgotten = change({ type: ZONE, action: "forget", before: {}, after: null });
    expect(estimateCost([forgotten]).lines).toMatchObject([
      { beforeMonthly: 0.2, afterMonthly: 0, basis: "zone, kept and paid for outside of this state" },
    ]);
  });

  it("leaves out what is only read", () => {
    const read = change({ type: SQL, action: "read", after: database("db-f1-micro") });
    expect(estimateCost([read])).toMatchObject({ lines: [], unpriced: [], assumptions: [] });
  });

  it("rounds the sums once, not their lines", () => {
    // A third of 18.25 is no whole number of cents.
    const rules = ["a", "b", "c"].map((address) => created("google_compute_global_forwarding_rule", {}, { address }));
    const { afterMonthly, lines } = estimateCost(rules);
    expect([afterMonthly, ...lines.map((line) => line.afterMonthly)]).toEqual([18.25, 6.08, 6.08, 6.08]);
  });

  it("takes another table", () => {
    const free: Prices["services"] = { ...PRICES.services, dnsZone: { ...PRICES.services.dnsZone, usd: 7 } };
    const table = { ...PRICES, asOf: "2030-01-01", services: free };
    expect(estimateCost([created(ZONE, {})], table)).toMatchObject({ asOf: "2030-01-01", afterMonthly: 7 });
  });
});

describe("estimateCost, what is not known", () => {
  it("takes the default of an attribute that is known after apply, and says so", () => {
    const after: Json = { region: "us-central1", settings: [{ disk_size: 10 }] };
    const afterUnknown: Json = { settings: [{ tier: true }] };
    expect(estimateCost([created(SQL, after, { afterUnknown })]).lines).toMatchObject([
      {
        afterMonthly: 9.37,
        basis: "db-f1-micro, zonal, 10 GB SSD (defaults for what is known after apply: settings.tier)",
      },
    ]);
  });

  it("believes the mask, not a value that stands under it", () => {
    const more = { afterUnknown: { settings: true } };
    expect(estimateCost([created(SQL, database("db-custom-96-638976"), more)]).lines).toMatchObject([
      { afterMonthly: 9.37, basis: "db-f1-micro, zonal, 10 GB SSD (defaults for what is known after apply: settings)" },
    ]);
  });

  it("knows everything about the state before", () => {
    const both = change({
      type: SQL,
      before: database("db-g1-small"),
      after: database("db-g1-small"),
      afterUnknown: { settings: [{ tier: true }] },
    });
    expect(estimateCost([both])).toMatchObject({ beforeMonthly: 27.25, afterMonthly: 9.37 });
  });

  it("counts a region that is not known as the dearest", () => {
    const after: Json = { settings: [{ tier: "db-f1-micro", disk_size: 10 }] };
    const { afterMonthly, assumptions } = estimateCost([created(SQL, after, { afterUnknown: { region: true } })]);
    expect(afterMonthly).toBe(14.98);
    expect(assumptions).toContain(
      "Prices are those of us-central1; a region that is not known (not in the table: the dearest) at factor 1.6 for databases.",
    );
  });

  it("does not show sensitive values, nor a region that is one", () => {
    const more = { afterSensitive: { region: true, settings: [{ tier: true }] } };
    const estimate = estimateCost([
      created(SQL, { region: "europe-west6", settings: [{ tier: "db-g1-small", disk_size: 10 }] }, more),
    ]);
    expect(estimate.lines).toMatchObject([{ afterMonthly: 35.43, basis: "from sensitive values, not shown" }]);
    expect(JSON.stringify(estimate)).not.toMatch(/europe-west6|db-g1-small/);
  });

  it("writes no text of a plan into a sentence but names of regions", () => {
    const after: Json = { region: "x\n::error::y", settings: [{ tier: "db-f1-micro" }] };
    expect(JSON.stringify(estimateCost([created(SQL, after)]))).not.toContain("::error");
  });
});

describe("estimateCost, types", () => {
  it("counts types that it does not know, in alphabetical order", () => {
    const types = [
      "google_spanner_instance",
      "google_alloydb_cluster",
      "google_spanner_instance",
      "mongodbatlas_cluster",
    ];
    const changes = types.map((type) => created(type, {}));
    expect(estimateCost(changes)).toMatchObject({
      afterMonthly: 0,
      lines: [],
      unpriced: [
        { type: "google_alloydb_cluster", count: 1 },
        { type: "google_spanner_instance", count: 2 },
        { type: "mongodbatlas_cluster", count: 1 },
      ],
    });
  });

  it("does not price half of a change", () => {
    const half = change({ type: SQL, before: database("db-f1-micro"), after: database("db-c9-huge-2") });
    expect(estimateCost([half])).toMatchObject({ lines: [], unpriced: [{ type: SQL, count: 1 }], beforeMonthly: 0 });
  });

  it.each([
    "google_project_service",
    "google_project_iam_member",
    "google_pubsub_topic_iam_binding",
    "google_secret_manager_secret",
    "google_compute_network",
    "google_compute_subnetwork",
    "google_compute_url_map",
    "google_service_account",
    "google_monitoring_alert_policy",
    "google_monitoring_uptime_check_config",
    "google_billing_budget",
    "google_service_networking_connection",
    "google_iam_workload_identity_pool_provider",
    "google_sql_user",
    "random_password",
    "null_resource",
    "terraform_data",
    "helm_release",
    "kubernetes_namespace",
  ])("%s costs nothing by itself", (type) => {
    expect(estimateCost([created(type, {})])).toMatchObject({ lines: [], unpriced: [], assumptions: [] });
  });

  it("names what costs by its use only", () => {
    const types = ["google_pubsub_topic", "google_bigquery_dataset", "google_pubsub_topic", "google_cloud_run_v2_job"];
    expect(estimateCost(types.map((type) => created(type, {})))).toMatchObject({
      lines: [],
      unpriced: [],
      assumptions: [
        "Billed by use only, and not in the sums: 1 google_bigquery_dataset (storage and queries), " +
          "1 google_cloud_run_v2_job (time of the tasks), 2 google_pubsub_topic (messages).",
      ],
    });
  });
});

describe("estimateCost, assumptions", () => {
  it("lists those that were used, and no other", () => {
    const changes = [
      kept(SQL, { region: "africa-south1", settings: [{ tier: "db-f1-micro", disk_size: 10 }] }),
      kept("google_redis_instance", { region: "europe-west6", tier: "STANDARD_HA", memory_size_gb: 5 }),
    ];
    expect(estimateCost(changes).assumptions).toEqual([
      "730 hours a month.",
      "List prices, with 0 % discount by commitment or contract and without free tiers.",
      "The oldest price used is of 2024-11-07, the newest in the table of 2026-09-25.",
      "Prices are those of us-central1; africa-south1 at factor 1 for databases; europe-west6 at factor 1.296 for Redis capacity.",
    ]);
  });

  it("has no hours and no regions where nothing is paid by them", () => {
    expect(estimateCost([created(ZONE, {})]).assumptions).toEqual([
      "List prices, with 0 % discount by commitment or contract and without free tiers.",
      "The oldest price used is of 2024-11-07, the newest in the table of 2026-09-25.",
    ]);
  });
});
