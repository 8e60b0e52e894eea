import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { estimateCost, judgeGate, readPlan } from "../../pipelines/terraform/index.js";
import { ALL_STOP } from "../../pipelines/test/terraform/levels.js";
import { program, TerraformCopy } from "./tools.js";

const tofu = program("SLIPWAY_TEST_TOFU", "tofu");
const standIn = process.env["SLIPWAY_TEST_PROVIDER"];
const canRun = tofu !== undefined && standIn !== undefined;
if (!canRun)
  console.warn("gate: it needs OpenTofu and the stand-in provider, which the embedded engine's set-up builds");

const BEFORE = `terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "7.45.0"
    }
  }
}

provider "google" {
  project = "shop"
  region  = "europe-west6"
}

resource "google_sql_database_instance" "kept" {
  name                = "kept"
  database_version    = "POSTGRES_15"
  deletion_protection = true
  settings {
    tier                        = "db-custom-1-3840"
    deletion_protection_enabled = true
    ip_configuration {
      ipv4_enabled    = false
      private_network = "projects/shop/global/networks/shop"
    }
    backup_configuration {
      enabled                        = true
      point_in_time_recovery_enabled = true
      transaction_log_retention_days = 7
    }
  }
}

resource "google_sql_database_instance" "gone" {
  name             = "gone"
  database_version = "POSTGRES_15"
  settings {
    tier = "db-f1-micro"
    ip_configuration {
      ipv4_enabled = false
    }
  }
}

resource "google_storage_bucket" "moved" {
  name     = "moved"
  location = "EU"
}

resource "google_storage_bucket" "kept" {
  name                     = "kept"
  location                 = "EU"
  public_access_prevention = "enforced"
  versioning {
    enabled = true
  }
}

resource "google_kms_key_ring" "shop" {
  name     = "shop"
  location = "europe-west6"
}

resource "google_kms_crypto_key" "shop" {
  name     = "shop"
  key_ring = google_kms_key_ring.shop.id
}

resource "google_secret_manager_secret" "shop" {
  secret_id = "shop"
  replication {
    auto {}
  }
}

resource "google_service_account" "shop" {
  account_id = "shop"
}

resource "google_compute_firewall" "web" {
  name          = "web"
  network       = "shop"
  source_ranges = ["10.0.0.0/8"]
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}
`;

/** Each edit takes something out or puts something in; the rules it breaks follow. */
const BREAKS: readonly (readonly [from: string | RegExp, to: string])[] = [
  ["deletion_protection = true", "deletion_protection = false"],
  ["deletion_protection_enabled = true", "deletion_protection_enabled = false"],
  ["enabled                        = true", "enabled                        = false"],
  ["point_in_time_recovery_enabled = true", "point_in_time_recovery_enabled = false"],
  [/resource "google_sql_database_instance" "gone" \{[\s\S]*?\n\}\n/, ""],
  [/(name {5}= "moved"\n {2}location = )"EU"/, '$1"US"'],
  ['public_access_prevention = "enforced"', 'public_access_prevention = "inherited"'],
  [/(versioning \{\n {4}enabled = )true/, "$1false"],
  [/resource "google_kms_crypto_key" "shop" \{[\s\S]*?\n\}\n/, ""],
  [/resource "google_secret_manager_secret" "shop" \{[\s\S]*?\n\}\n/, ""],
  ['["10.0.0.0/8"]', '["10.0.0.0/8", "0.0.0.0/0"]'],
  [
    /$/,
    `
resource "google_storage_bucket_iam_member" "everybody" {
  bucket = google_storage_bucket.kept.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}

resource "google_project_iam_member" "owner" {
  project = "shop"
  role    = "roles/owner"
  member  = google_service_account.shop.member
}

resource "google_service_account_key" "shop" {
  service_account_id = google_service_account.shop.name
}

resource "google_sql_database_instance" "public" {
  name             = "public"
  database_version = "POSTGRES_15"
  settings {
    tier = "db-custom-64-245760"
  }
}
`,
  ],
];

/** Much the same, and nothing that a rule speaks against. */
const NEARLY: readonly (readonly [from: string | RegExp, to: string])[] = [
  [
    "transaction_log_retention_days = 7",
    'transaction_log_retention_days = 7\n      start_time                     = "03:00"',
  ],
  [/(name {13}= "gone"\n {2})/, "$1deletion_protection = true\n  "],
  [/(name {5}= "moved"\n {2}location = "EU")/, '$1\n  storage_class = "NEARLINE"'],
  [/key_ring = google_kms_key_ring.shop.id/, 'key_ring = google_kms_key_ring.shop.id\n  rotation_period = "7776000s"'],
  ['["10.0.0.0/8"]', '["10.0.0.0/8", "192.168.0.0/16"]'],
  ['secret_id = "shop"', 'secret_id = "shop"\n  labels = { team = "shop" }'],
  [
    /$/,
    `
resource "google_storage_bucket_iam_member" "shop" {
  bucket = google_storage_bucket.kept.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.shop.member
}

resource "google_cloud_run_v2_service_iam_member" "everybody" {
  name     = "shop"
  location = "europe-west6"
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_project_iam_member" "viewer" {
  project = "shop"
  role    = "roles/run.viewer"
  member  = google_service_account.shop.member
}

resource "google_compute_firewall" "out" {
  name               = "out"
  network            = "shop"
  direction          = "EGRESS"
  destination_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
  }
}
`,
  ],
];

function edited(edits: typeof BREAKS): string {
  return edits.reduce((text, [from, to]) => {
    const next = text.replace(from, to);
    if (next === text) throw new Error(`nothing is like ${from}`);
    return next;
  }, BEFORE);
}

describe.runIf(canRun)("the gate on plans that OpenTofu makes", () => {
  let copy: TerraformCopy;
  beforeAll(async () => {
    copy = new TerraformCopy(tofu ?? "", standIn ?? "");
    copy.write("gate/main.tf", BEFORE);
    await copy.init("gate");
    const { code, output } = await copy.run("gate", ["apply", "-auto-approve", "-input=false", "-no-color"]);
    expect(code, output).toBe(0);
  });
  afterAll(() => copy.remove());

  async function findings(text: string): Promise<string[]> {
    copy.write("gate/main.tf", text);
    const { code, output, json } = await copy.plan("gate");
    expect(code, output).toBe(0);
    const read = readPlan(json);
    if (!read.ok) throw new Error(read.problem.what);
    const budget = { ...estimateCost(read.plan.changes), limit: { amount: 1000, currency: "USD" } };
    const verdict = judgeGate({ changes: read.plan.changes, levels: ALL_STOP, allowances: [], budget });
    return verdict.findings.map(({ rule, address }) => `${rule} ${address}`).sort();
  }

  it("stops each thing that must not happen by accident", async () => {
    expect(await findings(edited(BREAKS))).toEqual([
      "destroy-bucket google_storage_bucket.moved",
      "destroy-database google_sql_database_instance.gone",
      "destroy-key google_kms_crypto_key.shop",
      "destroy-secret google_secret_manager_secret.shop",
      "open-network google_compute_firewall.web",
      "over-budget all resources",
      "primitive-role google_project_iam_member.owner",
      "public-bucket google_storage_bucket.kept",
      "public-bucket google_storage_bucket_iam_member.everybody",
      "public-database google_sql_database_instance.public",
      "remove-backups google_sql_database_instance.kept",
      "remove-backups google_storage_bucket.kept",
      "remove-deletion-protection google_sql_database_instance.kept",
      "remove-deletion-protection google_sql_database_instance.kept",
      "remove-pitr google_sql_database_instance.kept",
      "service-account-key google_service_account_key.shop",
    ]);
  });

  it("lets what is much the same pass", async () => {
    expect(await findings(edited(NEARLY))).toEqual([]);
  });

  it("has nothing to say where nothing changes", async () => {
    expect(await findings(BEFORE)).toEqual([]);
  });
});
