import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, ResourceChange } from "../../../terraform/change.js";
import { estimateCost } from "../../../terraform/cost/index.js";
import { change, created } from "./changing.js";

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
  "google_dns_managed_zone",
  "google_kms_crypto_key",
  "google_kms_crypto_key_version",
  "google_redis_instance",
  "google_secret_manager_secret_version",
  "google_sql_database_instance",
  "google_storage_bucket",
  "google_vpc_access_connector",
  "google_pubsub_topic",
  "constructor",
];

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
      { numRuns: 300 },
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
