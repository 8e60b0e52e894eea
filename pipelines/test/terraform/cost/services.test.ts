import { describe, expect, it } from "vitest";
import type { Json } from "../../../terraform/change.js";
import { estimateCost } from "../../../terraform/cost/index.js";
import { costOf, created, supposing } from "./changing.js";

describe("estimateCost, what has one price each", () => {
  it.each<[string, object, number, string]>([
    // 2 x 730 x 0.00837643
    ["google_vpc_access_connector", { region: "us-central1" }, 12.23, "minimum 2 x e2-micro"],
    [
      "google_vpc_access_connector",
      { region: "us-central1", min_instances: 3, machine_type: "e2-standard-4" },
      293.51,
      "minimum 3 x e2-standard-4",
    ],
    ["google_vpc_access_connector", { region: "us-central1", min_throughput: 300 }, 18.34, "minimum 3 x e2-micro"],
    // 4 x 730 x 0.0014 + 730 x 0.005
    ["google_compute_router_nat", { nat_ip_allocate_option: "AUTO_ONLY" }, 7.74, "for 4 machines, 1 address"],
    ["google_compute_router_nat", { nat_ip_allocate_option: "MANUAL_ONLY" }, 4.09, "for 4 machines"],
    ["google_compute_address", { region: "us-central1" }, 3.65, "external, in use"],
    ["google_compute_address", { address_type: "INTERNAL" }, 0, "internal or IPv6, free"],
    ["google_compute_global_address", {}, 0, "global, in use, free"],
    ["google_compute_global_forwarding_rule", { target: "proxy" }, 18.25, "global forwarding rule"],
    ["google_compute_forwarding_rule", { target: "a/serviceAttachments/b" }, 7.3, "Private Service Connect endpoint"],
    ["google_compute_security_policy", { rule: [{}, {}, {}] }, 8, "policy, 3 rules"],
    ["google_compute_security_policy", {}, 6, "policy, 1 rule"],
    ["google_compute_security_policy_rule", {}, 1, "rule"],
    ["google_kms_crypto_key", {}, 0.06, "1 active version, in software"],
    ["google_kms_crypto_key", { version_template: [{ protection_level: "HSM" }] }, 1, "1 active version, in an HSM"],
    [
      "google_kms_crypto_key",
      { version_template: [{ protection_level: "HSM", algorithm: "RSA_SIGN_PSS_4096_SHA512" }] },
      2.5,
      "1 active version, in an HSM",
    ],
    ["google_kms_crypto_key", { skip_initial_version_creation: true }, 0, "no version"],
    ["google_secret_manager_secret_version", { secret: "x" }, 0.06, "1 version"],
    ["google_dns_managed_zone", { dns_name: "x." }, 0.2, "zone"],
    ["google_cloud_scheduler_job", {}, 0.1, "job"],
    ["google_artifact_registry_repository", { location: "us-central1" }, 2, "20 GB supposed"],
    ["google_artifact_registry_repository", { mode: "VIRTUAL_REPOSITORY" }, 0, "virtual, stores nothing"],
    ["google_storage_bucket", { location: "US-CENTRAL1" }, 1, "50 GB STANDARD supposed, region"],
    [
      "google_storage_bucket",
      { location: "EU", storage_class: "NEARLINE" },
      0.75,
      "50 GB NEARLINE supposed, multi-region",
    ],
    ["google_storage_bucket", { location: "EUR4" }, 2.2, "50 GB STANDARD supposed, dual-region"],
    ["google_apigee_environment", { type: "INTERMEDIATE" }, 1460, "INTERMEDIATE environment"],
    ["google_cloudfunctions2_function", {}, 0, "no instances kept, by use only"],
  ])("%s %j costs %d", (type, values, usd, basis) => {
    expect(costOf(type, values as Json)).toEqual([usd, basis]);
  });

  it.each<[string, object]>([
    ["google_kms_crypto_key", { version_template: [{ protection_level: "EXTERNAL" }] }],
    ["google_apigee_environment", { type: "GOLDEN" }],
    ["google_storage_bucket", { location: "EU", storage_class: "PAPER" }],
    ["google_cloudfunctions2_function", { service_config: [{ min_instance_count: 1 }] }],
    ["google_vpc_access_connector", { machine_type: "abacus" }],
  ])("%s %j is not priced", (type, values) => {
    expect(costOf(type, values as Json)).toBe("unpriced");
  });

  it.each([
    [1, 18.25],
    [5, 18.25],
    // 730 x 0.025 + 2 x 730 x 0.01
    [7, 32.85],
  ])("%d forwarding rules of a project share %d USD", (count, usd) => {
    const rules = Array.from({ length: count }, (_, index) =>
      created("google_compute_global_forwarding_rule", { project: "a" }, { address: `rule.${index}` }),
    );
    const other = created("google_compute_global_forwarding_rule", { project: "b" }, { address: "rule.b" });
    expect(estimateCost(rules).afterMonthly).toBe(usd);
    expect(estimateCost([...rules, other]).afterMonthly).toBeCloseTo(usd + 18.25, 6);
  });

  it("takes what is not in a plan from the table", () => {
    const changes = [
      created("google_storage_bucket", { location: "us-central1" }),
      created("google_artifact_registry_repository", {}),
      created("google_compute_router_nat", { nat_ip_allocate_option: "MANUAL_ONLY" }),
    ];
    const { lines } = estimateCost(changes, supposing({ bucketGb: 100, registryGb: 10, natMachines: 1000 }));
    // 100 x 0.02; 10 x 0.1; 32 x 730 x 0.0014
    expect(lines.map((line) => line.afterMonthly)).toEqual([2, 1, 32.7]);
  });
});
