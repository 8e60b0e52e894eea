import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GateRule } from "../../config/index.js";
import type { Json, ResourceChange } from "../../terraform/change.js";
import { isStopping, judgeGate, readAllowances } from "../../terraform/gate/index.js";
import type { GateQuestion } from "../../terraform/gate/judge-gate.js";
import { aChange } from "./a-plan.js";
import { ALL_STOP } from "./levels.js";

const SEED = 20_261_121;

const NO_BUDGET = { beforeMonthly: 0, afterMonthly: 0, currency: "USD", limit: undefined };

function judge(changes: readonly ResourceChange[], more: Partial<GateQuestion> = {}) {
  return judgeGate({ changes, levels: ALL_STOP, allowances: [], budget: NO_BUDGET, ...more });
}

type Change = Partial<ResourceChange> & Pick<ResourceChange, "type">;

function create(type: string, after: Json): Change {
  return { type, action: "create", before: null, after };
}

function update(type: string, before: Json, after: Json): Change {
  return { type, action: "update", before, after };
}

function destroy(type: string, before: Json = {}): Change {
  return { type, action: "delete", before, after: null };
}

function sql(ip: object): Json {
  return { settings: [{ ip_configuration: [ip as Json] }] };
}

function backups(of: object): Json {
  return { settings: [{ backup_configuration: [of as Json] }] };
}

const OPEN = { direction: "INGRESS", allow: [{ protocol: "tcp", ports: ["22"] }] };
const NO_SOURCES = { source_ranges: [], source_tags: [], source_service_accounts: [] };

/** What each rule stops, and what looks much like it and passes. */
const CASES: Readonly<
  Record<Exclude<GateRule, "over-budget">, { stops: Record<string, Change>; passes: Record<string, Change> }>
> = {
  "destroy-database": {
    stops: {
      "the destruction of an instance": destroy("google_sql_database_instance"),
      "its replacement": { type: "google_sql_database_instance", action: "replace" },
      "the destruction of one database in it": destroy("google_sql_database"),
      "the replacement of a cache": { type: "google_redis_instance", action: "replace" },
      "a cluster elsewhere": destroy("mongodbatlas_advanced_cluster"),
      "what a replacement left behind": { ...destroy("google_sql_database_instance"), deposed: "4b2c" },
    },
    passes: {
      "the destruction of a user": destroy("google_sql_user"),
      "a new instance": create("google_sql_database_instance", sql({ ipv4_enabled: false })),
      "one that is only forgotten": { type: "google_sql_database_instance", action: "forget", after: null },
      "a change in place": update(
        "google_sql_database_instance",
        sql({ ipv4_enabled: false }),
        sql({ ipv4_enabled: false }),
      ),
    },
  },
  "destroy-bucket": {
    stops: {
      "the destruction of a bucket": destroy("google_storage_bucket"),
      "its replacement": { type: "google_storage_bucket", action: "replace" },
    },
    passes: {
      "the end of somebody's access": destroy("google_storage_bucket_iam_member"),
      "the end of an object that Terraform made": destroy("google_storage_bucket_object"),
    },
  },
  "destroy-key": {
    stops: {
      "the destruction of a key": destroy("google_kms_crypto_key"),
      "its replacement": { type: "google_kms_crypto_key", action: "replace" },
      "the destruction of a version": destroy("google_kms_crypto_key_version"),
    },
    passes: { "the end of somebody's access": destroy("google_kms_crypto_key_iam_member") },
  },
  "destroy-secret": {
    stops: {
      "the destruction of a secret": destroy("google_secret_manager_secret"),
      "a version that is destroyed": destroy("google_secret_manager_secret_version", { deletion_policy: "DELETE" }),
    },
    passes: {
      "a version that is only disabled": destroy("google_secret_manager_secret_version", {
        deletion_policy: "DISABLE",
      }),
      "the end of somebody's access": destroy("google_secret_manager_secret_iam_member"),
    },
  },
  "public-bucket": {
    stops: {
      "everybody as a member": create("google_storage_bucket_iam_member", { member: "allUsers" }),
      "everybody among others": update(
        "google_storage_bucket_iam_binding",
        { members: ["user:a@example.com"] },
        { members: ["user:a@example.com", "allAuthenticatedUsers"] },
      ),
      "everybody in a policy": create("google_storage_bucket_iam_policy", {
        policy_data: JSON.stringify({ bindings: [{ role: "roles/storage.objectViewer", members: ["allUsers"] }] }),
      }),
      "an access list": create("google_storage_bucket_acl", { role_entity: ["READER:allUsers"] }),
      "a predefined list": create("google_storage_bucket_acl", { predefined_acl: "publicRead" }),
      "an object's default": create("google_storage_default_object_access_control", { entity: "allUsers" }),
      "no longer preventing it": update(
        "google_storage_bucket",
        { public_access_prevention: "enforced" },
        { public_access_prevention: "inherited" },
      ),
      "a dataset": create("google_bigquery_dataset", { access: [{ special_group: "allAuthenticatedUsers" }] }),
    },
    passes: {
      "somebody as a member": create("google_storage_bucket_iam_member", { member: "user:allusers@example.com" }),
      "everybody, who had it before": update(
        "google_storage_bucket_iam_binding",
        { members: ["allUsers", "user:a@example.com"] },
        { members: ["allUsers"] },
      ),
      "everybody on a service, which may be public": create("google_cloud_run_v2_service_iam_member", {
        member: "allUsers",
      }),
      "preventing it": update(
        "google_storage_bucket",
        { public_access_prevention: "inherited" },
        { public_access_prevention: "enforced" },
      ),
      "a private list": create("google_storage_bucket_acl", { predefined_acl: "projectPrivate" }),
    },
  },
  "public-database": {
    stops: {
      "a public address": update(
        "google_sql_database_instance",
        sql({ ipv4_enabled: false }),
        sql({ ipv4_enabled: true }),
      ),
      "a new instance that does not say": create("google_sql_database_instance", {
        settings: [{ tier: "db-f1-micro" }],
      }),
      "AlloyDB's way": create("google_alloydb_instance", { network_config: [{ enable_public_ip: true }] }),
    },
    passes: {
      "a private address": create("google_sql_database_instance", sql({ ipv4_enabled: false })),
      "one that was public": update(
        "google_sql_database_instance",
        sql({ ipv4_enabled: true }),
        sql({ ipv4_enabled: true }),
      ),
      "AlloyDB's own": create("google_alloydb_instance", { network_config: [{ enable_public_ip: false }] }),
    },
  },
  "open-network": {
    stops: {
      "every address in a firewall": create("google_compute_firewall", {
        ...OPEN,
        source_ranges: ["10.0.0.0/8", "0.0.0.0/0"],
      }),
      "every address of IPv6": create("google_compute_firewall", { ...OPEN, source_ranges: ["::/0"] }),
      "half of all addresses": create("google_compute_firewall", { ...OPEN, source_ranges: ["128.0.0.0/1"] }),
      "a firewall without any source": create("google_compute_firewall", { ...OPEN, ...NO_SOURCES }),
      "every address among a database's networks": create(
        "google_sql_database_instance",
        sql({ ipv4_enabled: false, authorized_networks: [{ value: "0.0.0.0/0" }] }),
      ),
      "every address at a control plane": create("google_container_cluster", {
        master_authorized_networks_config: [{ cidr_blocks: [{ cidr_block: "0.0.0.0/0" }] }],
      }),
      "a control plane without a list": create("google_container_cluster", {
        enable_autopilot: null,
        private_cluster_config: [{ enable_private_nodes: true, enable_private_endpoint: false }],
      }),
      "a rule of a policy": create("google_compute_network_firewall_policy_rule", {
        direction: "INGRESS",
        action: "allow",
        match: [{ src_ip_ranges: ["0.0.0.0/0"] }],
      }),
    },
    passes: {
      "a private range": create("google_compute_firewall", { ...OPEN, source_ranges: ["10.0.0.0/8"] }),
      "the way out": create("google_compute_firewall", {
        ...OPEN,
        direction: "EGRESS",
        destination_ranges: ["0.0.0.0/0"],
      }),
      "a rule that denies": create("google_compute_firewall", {
        deny: [{ protocol: "all" }],
        allow: [],
        source_ranges: ["0.0.0.0/0"],
      }),
      "a rule that is off": create("google_compute_firewall", {
        ...OPEN,
        disabled: true,
        source_ranges: ["0.0.0.0/0"],
      }),
      "a source by its tag": create("google_compute_firewall", { ...OPEN, ...NO_SOURCES, source_tags: ["web"] }),
      "a route to everywhere": create("google_compute_route", { dest_range: "0.0.0.0/0" }),
      "a private control plane": create("google_container_cluster", {
        enable_autopilot: null,
        private_cluster_config: [{ enable_private_endpoint: true }],
      }),
      "one that was open": update(
        "google_compute_firewall",
        { ...OPEN, source_ranges: ["0.0.0.0/0"] },
        { ...OPEN, source_ranges: ["0.0.0.0/0"], description: "web" },
      ),
    },
  },
  "primitive-role": {
    stops: {
      "an owner": create("google_project_iam_member", { role: "roles/owner", member: "user:a@example.com" }),
      "an editor whose member is not known yet": create("google_project_iam_member", { role: "roles/editor" }),
      "one more viewer": update(
        "google_project_iam_binding",
        { role: "roles/viewer", members: ["user:a@example.com"] },
        { role: "roles/viewer", members: ["user:a@example.com", "user:b@example.com"] },
      ),
      "a policy of the folder": create("google_folder_iam_policy", {
        policy_data: JSON.stringify({ bindings: [{ role: "roles/editor", members: ["user:a@example.com"] }] }),
      }),
    },
    passes: {
      "a role of one product": create("google_project_iam_member", {
        role: "roles/run.viewer",
        member: "user:a@example.com",
      }),
      "a role of one's own with such a name": create("google_project_iam_member", {
        role: "projects/p/roles/owner",
        member: "user:a@example.com",
      }),
      "one viewer less": update(
        "google_project_iam_binding",
        { role: "roles/viewer", members: ["user:a@example.com", "user:b@example.com"] },
        { role: "roles/viewer", members: ["user:a@example.com"] },
      ),
      "the end of it": destroy("google_project_iam_member", { role: "roles/owner", member: "user:a@example.com" }),
    },
  },
  "service-account-key": {
    stops: {
      "a key": create("google_service_account_key", {}),
      "a new key for an old one": { type: "google_service_account_key", action: "replace" },
      "an HMAC key": create("google_storage_hmac_key", {}),
    },
    passes: {
      "a service account": create("google_service_account", {}),
      "the end of a key": destroy("google_service_account_key"),
    },
  },
  "remove-deletion-protection": {
    stops: {
      "protection that is taken off": update(
        "google_cloud_run_v2_service",
        { deletion_protection: true },
        { deletion_protection: false },
      ),
      "protection that is no longer set": update(
        "google_container_cluster",
        { deletion_protection: true },
        { deletion_protection: null },
      ),
      "protection inside a block": update(
        "google_sql_database_instance",
        { settings: [{ deletion_protection_enabled: true }] },
        { settings: [{ deletion_protection_enabled: false }] },
      ),
      "a bucket that may be destroyed when full": update(
        "google_storage_bucket",
        { force_destroy: false },
        { force_destroy: true },
      ),
    },
    passes: {
      "protection that is put on": update(
        "google_container_cluster",
        { deletion_protection: false },
        { deletion_protection: true },
      ),
      "a new resource without it": create("google_cloud_run_v2_service", { deletion_protection: false }),
      "protection that stays": update(
        "google_container_cluster",
        { deletion_protection: true, a: 1 },
        { deletion_protection: true, a: 2 },
      ),
    },
  },
  "remove-backups": {
    stops: {
      "backups that are switched off": update(
        "google_sql_database_instance",
        backups({ enabled: true }),
        backups({ enabled: false }),
      ),
      "fewer that are kept": update(
        "google_sql_database_instance",
        backups({ backup_retention_settings: [{ retained_backups: 30 }] }),
        backups({ backup_retention_settings: [{ retained_backups: 7 }] }),
      ),
      "versions of a bucket": update(
        "google_storage_bucket",
        { versioning: [{ enabled: true }] },
        { versioning: [{ enabled: false }] },
      ),
      "versions of a bucket whose block goes": update(
        "google_storage_bucket",
        { versioning: [{ enabled: true }] },
        { versioning: [] },
      ),
      "a shorter soft deletion": update(
        "google_storage_bucket",
        { soft_delete_policy: [{ retention_duration_seconds: 604_800 }] },
        { soft_delete_policy: [{ retention_duration_seconds: 0 }] },
      ),
      "snapshots of a cache": update(
        "google_redis_instance",
        { persistence_config: [{ persistence_mode: "RDB" }] },
        { persistence_config: [{ persistence_mode: "DISABLED" }] },
      ),
      "the plan by which they are made": destroy("google_gke_backup_backup_plan"),
    },
    passes: {
      "more that are kept": update(
        "google_sql_database_instance",
        backups({ backup_retention_settings: [{ retained_backups: 7 }] }),
        backups({ backup_retention_settings: [{ retained_backups: 30 }] }),
      ),
      "another hour": update(
        "google_sql_database_instance",
        backups({ enabled: true, start_time: "01:00" }),
        backups({ enabled: true, start_time: "03:00" }),
      ),
      "a new instance without them": create("google_sql_database_instance", {
        settings: [{ ip_configuration: [{ ipv4_enabled: false }], backup_configuration: [{ enabled: false }] }],
      }),
      "a value that stays and is not known yet": {
        ...update("google_storage_bucket", { versioning: [{ enabled: true }] }, {}),
        afterUnknown: { versioning: true },
      },
    },
  },
  "remove-pitr": {
    stops: {
      "recovery that is switched off": update(
        "google_sql_database_instance",
        backups({ point_in_time_recovery_enabled: true }),
        backups({ point_in_time_recovery_enabled: false }),
      ),
      "recovery that reaches back less far": update(
        "google_sql_database_instance",
        backups({ transaction_log_retention_days: 7 }),
        backups({ transaction_log_retention_days: 3 }),
      ),
      "AlloyDB's": update(
        "google_alloydb_cluster",
        { continuous_backup_config: [{ enabled: true }] },
        { continuous_backup_config: [{ enabled: false }] },
      ),
      "Firestore's": update(
        "google_firestore_database",
        { point_in_time_recovery_enablement: "POINT_IN_TIME_RECOVERY_ENABLED" },
        { point_in_time_recovery_enablement: "POINT_IN_TIME_RECOVERY_DISABLED" },
      ),
    },
    passes: {
      "recovery that is switched on": update(
        "google_sql_database_instance",
        backups({ point_in_time_recovery_enabled: false }),
        backups({ point_in_time_recovery_enabled: true }),
      ),
      "recovery that reaches back further": update(
        "google_sql_database_instance",
        backups({ transaction_log_retention_days: 3 }),
        backups({ transaction_log_retention_days: 7 }),
      ),
    },
  },
};

describe.each(Object.entries(CASES))("the rule %s", (rule, { stops, passes }) => {
  it.each(Object.entries(stops))("stops %s", (_, change) => {
    const verdict = judge([aChange(change)]);
    expect(verdict.findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(verdict.outcome).toBe("stopped");
  });

  it.each(Object.entries(passes))("lets %s pass", (_, change) => {
    expect(judge([aChange(change)])).toMatchObject({ outcome: "passed", findings: [] });
  });

  it("only warns, or says nothing, where slipway.yaml says so", () => {
    const changes = Object.values(stops).map(aChange);
    const warned = judge(changes, { levels: { ...ALL_STOP, [rule]: "warn" } });
    expect(warned.outcome).toBe("passed");
    expect(warned.findings.length).toBeGreaterThanOrEqual(changes.length);
    expect(judge(changes, { levels: { ...ALL_STOP, [rule]: "off" } }).findings).toEqual([]);
  });

  it("lets through what is allowed by name, and says so", () => {
    const changes = Object.values(stops).map(aChange);
    const verdict = judge(changes, { allowances: readAllowances([rule]) });
    expect(verdict.outcome).toBe("passed");
    expect(verdict.findings.every(({ allowed }) => allowed?.rule === rule)).toBe(true);
  });
});

describe("the rule over-budget", () => {
  const limit = { amount: 500, currency: "USD" };
  const budget = { beforeMonthly: 400, afterMonthly: 600, currency: "USD", limit };

  it("stops a plan that rises above the budget", () => {
    expect(judge([], { budget })).toMatchObject({
      outcome: "stopped",
      findings: [{ rule: "over-budget", what: "would cost about 600.00 USD a month, of 500.00 USD in the budget" }],
    });
  });

  it.each([
    ["a plan just at the budget", { ...budget, afterMonthly: 500 }],
    ["one that was above it and does not rise", { ...budget, beforeMonthly: 700 }],
    ["a budget in another currency", { ...budget, limit: { amount: 500, currency: "ZAR" } }],
    ["no budget", { ...budget, limit: undefined }],
  ])("lets %s pass", (_, other) => {
    expect(judge([], { budget: other })).toMatchObject({ outcome: "passed", findings: [] });
  });

  it("can be allowed for one run", () => {
    expect(judge([], { budget, allowances: readAllowances(["over-budget"]) }).outcome).toBe("passed");
  });
});

describe("judgeGate", () => {
  const database = aChange({
    ...destroy("google_sql_database_instance"),
    address: 'module.db.google_sql_database_instance.main["eu"]',
  });

  it.each([
    ["destroy-database", true],
    ["destroy-database=*", true],
    ['destroy-database=module.db.google_sql_database_instance.main["eu"]', true],
    ["destroy-database=module.db.*", true],
    ['destroy-database=*["eu"]', true],
    ["destroy-database=module.*.main*", true],
    ["destroy-database=module.db", false],
    ["destroy-database=module.db*.other*", false],
    ["destroy-database=google_sql_database_instance.main", false],
    ["destroy-bucket", false],
  ])("with --allow %s lets the one at its address through: %s", (allow, isThrough) => {
    const verdict = judge([database], { allowances: readAllowances([allow]) });
    expect(verdict.outcome).toBe(isThrough ? "passed" : "stopped");
    expect(verdict.unused).toHaveLength(isThrough ? 0 : 1);
  });

  it.each(["destroy-everything", "", "=x", "destroy-database=", "constructor"])("refuses --allow %j", (allow) => {
    expect(() => readAllowances([allow])).toThrow(/--allow does not name a rule of the gate. \[ALLOW_INVALID\]/);
  });

  it("keeps the reason that slipway.yaml gives", () => {
    const allowances = [{ rule: "destroy-database" as const, address: "*", because: "moved to another project" }];
    expect(judge([database], { allowances }).findings[0]?.allowed?.because).toBe("moved to another project");
  });

  it("says what nobody can judge before the apply", () => {
    const change = aChange({
      ...create("google_compute_firewall", { allow: OPEN.allow, direction: "INGRESS" }),
      afterUnknown: { source_ranges: true },
    });
    expect(judge([change])).toMatchObject({
      outcome: "passed",
      undecided: [{ address: "google_compute_firewall.main", attribute: "source_ranges" }],
    });
  });

  it("counts what is there and does not change for nothing", () => {
    const all = Object.values(CASES).flatMap(({ stops }) => Object.values(stops));
    const unchanged = all.map((change) => aChange({ ...change, action: "none" }));
    expect(judge(unchanged).findings).toEqual([]);
  });

  it("never passes a plan with a finding that stops, whatever else is in it", () => {
    const stopping = Object.values(CASES)
      .flatMap(({ stops }) => Object.values(stops))
      .map(aChange);
    const passing = Object.values(CASES)
      .flatMap(({ passes }) => Object.values(passes))
      .map(aChange);
    const plans = fc.tuple(fc.subarray(passing), fc.constantFrom(...stopping), fc.subarray(stopping));
    fc.assert(
      fc.property(plans, ([harmless, one, more]) => {
        const verdict = judge([...harmless, one, ...more]);
        expect(verdict.outcome).toBe("stopped");
        expect(verdict.findings.some(isStopping)).toBe(true);
        expect(judge([...more, ...harmless, one]).outcome).toBe("stopped");
      }),
      { seed: SEED },
    );
  });

  it("judges any values without failing", () => {
    const value = fc.jsonValue({ maxDepth: 5 }) as fc.Arbitrary<Json>;
    const types = fc.constantFrom(
      ...Object.values(CASES).flatMap(({ stops }) => Object.values(stops).map(({ type }) => type)),
    );
    const actions = fc.constantFrom("create" as const, "update" as const, "replace" as const, "delete" as const);
    const change = fc.record({ type: types, action: actions, before: value, after: value, afterUnknown: value });
    fc.assert(
      fc.property(fc.array(change.map(aChange)), (changes) => {
        expect(["passed", "stopped"]).toContain(judge(changes).outcome);
      }),
      { seed: SEED },
    );
  });
});
