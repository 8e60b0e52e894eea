import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, ResourceChange } from "../../../terraform/change.js";
import { estimateCost, PRICES, type Prices } from "../../../terraform/cost/index.js";
import { change, created, kept } from "./changing.js";

const SQL = "google_sql_database_instance";
const ZONE = "google_dns_managed_zone";
const database = (tier: string, gb = 10): Json => ({ region: "us-central1", settings: [{ tier, disk_size: gb }] });

/** Every type that has a price, and two that have none. */
const TYPES = [
  "google_apigee_environment",
  "google_artifact_registry_repository",
  "google_cloud_run_service",
  "google_cloud_run_v2_service",
  "google_cloud_scheduler_job",
  "google_cloudfunctions2_function",
  "google_compute_address",
  "google_compute_disk",
  "google_compute_forwarding_rule",
  "google_compute_global_address",
  "google_compute_global_forwarding_rule",
  "google_compute_instance",
  "google_compute_region_disk",
  "google_compute_router_nat",
  "google_compute_security_policy",
  "google_compute_security_policy_rule",
  "google_container_cluster",
  "google_container_node_pool",
  ZONE,
  "google_kms_crypto_key",
  "google_kms_crypto_key_version",
  "google_redis_instance",
  "google_secret_manager_secret_version",
  SQL,
  "google_storage_bucket",
  "google_vpc_access_connector",
  "google_pubsub_topic",
  "constructor",
];

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
    // Six keys at 0.06 with a seventh of 3 forwarding rules: 18.25 / 3 is no whole number of cents.
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
      "Prices are those of us-central1; a region that is not known (not in the table: the dearest) at factor databases 1.6.",
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
      "Prices are those of us-central1; africa-south1 at factor databases 1; europe-west6 at factor Redis capacity 1.296.",
    ]);
  });

  it("has no hours and no regions where nothing is paid by them", () => {
    expect(estimateCost([created(ZONE, {})]).assumptions).toEqual([
      "List prices, with 0 % discount by commitment or contract and without free tiers.",
      "The oldest price used is of 2024-11-07, the newest in the table of 2026-09-25.",
    ]);
  });
});

describe("estimateCost, anything at all", () => {
  const json = fc.jsonValue() as fc.Arbitrary<Json>;
  const wild = fc.oneof(
    json,
    fc.constantFrom<Json>(-1, 1e308, -0, "1e999", "NaN", true, "us-central1", [{}], [[null]]),
  );
  /** Values under the names that are read, so that more than the defaults is met. */
  const resource = fc.record(
    {
      region: wild,
      location: wild,
      zone: wild,
      tier: fc.oneof(fc.constantFrom<Json>("BASIC", "STANDARD_HA"), wild),
      type: wild,
      size: wild,
      memory_size_gb: wild,
      replica_count: wild,
      min_instances: wild,
      node_count: wild,
      initial_node_count: wild,
      machine_type: fc.oneof(fc.constantFrom<Json>("n2-custom-999-9999999", "e2-standard-999"), wild),
      rule: wild,
      storage_class: wild,
      node_locations: wild,
      settings: fc.oneof(wild, fc.tuple(fc.record({ tier: wild, disk_size: wild, disk_type: wild }))),
      template: fc.oneof(wild, fc.tuple(fc.record({ scaling: wild, containers: wild, node_selector: wild }))),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Json>;
  const values = fc.oneof(fc.constant(null), wild, resource);
  const changes = fc.array(
    fc
      .record({
        type: fc.constantFrom(...TYPES),
        address: fc.string(),
        action: fc.constantFrom<ResourceChange["action"]>("create", "update", "replace", "delete", "forget", "none"),
        before: values,
        after: values,
        afterUnknown: wild,
        afterSensitive: wild,
      })
      .map(change),
    { maxLength: 12 },
  );

  it("is never negative, and always a number", () => {
    fc.assert(
      fc.property(changes, (list) => {
        const { beforeMonthly, afterMonthly, lines } = estimateCost(list);
        const amounts = [
          beforeMonthly,
          afterMonthly,
          ...lines.flatMap((line) => [line.beforeMonthly, line.afterMonthly]),
        ];
        expect(amounts.every((amount) => Number.isFinite(amount) && amount >= 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("is the same whatever the order of the resources", () => {
    const shuffled = changes.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const { lines: some, ...one } = estimateCost(list);
        const { lines: rest, ...two } = estimateCost(other);
        expect(two).toEqual(one);
        expect(rest).toHaveLength(some.length);
      }),
      { numRuns: 200 },
    );
  });

  it("leaves what it is given as it is", () => {
    fc.assert(
      fc.property(changes, (list) => {
        const copy = structuredClone(list);
        estimateCost(list);
        expect(list).toEqual(copy);
      }),
    );
  });
});

describe("estimateCost, much", () => {
  const counting = (count: number) => {
    let reads = 0;
    const counted = <Value extends object>(value: Value): Value =>
      new Proxy(value, {
        get: (target, key, receiver) => {
          reads += 1;
          return Reflect.get(target, key, receiver);
        },
      });
    const list = Array.from({ length: count }, (_, index) =>
      counted(
        created(TYPES[index % TYPES.length] ?? "", counted({ region: "me-west1" }), { address: `resource.${index}` }),
      ),
    );
    return { estimate: estimateCost(list), reads };
  };

  it("works ten times as much for ten times as many resources", () => {
    const few = counting(TYPES.length * 18);
    const many = counting(TYPES.length * 180);
    expect(many.estimate.lines.length).toBeGreaterThan(4000);
    expect(many.reads).toBe(few.reads * 10);
  });
});
