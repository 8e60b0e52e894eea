import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { providerMirror } from "../terraform/tools.js";
import { nodeService, ScratchRepository } from "./scratch-repository.js";

/** The engine keeps the state of `local` environments by the product's name, so each run has a product of its own. */
const PRODUCT = `shop-${randomUUID().slice(0, 8)}`;

const CONFIG = `name: ${PRODUCT}
services:
  one: { path: services/one }
environments:
  local: { target: local, terraform: infra/environments/local }
  preview: { target: local, terraform: { path: infra/environments/local, workspace: previews }, preview: { ttl: 1d }, identity: { provider: projects/1/locations/global/workloadIdentityPools/github/providers/actions, serviceAccount: deploy@shop-cloud.iam.gserviceaccount.com } }
  cloud: { project: shop-cloud, regions: [europe-west6], terraform: infra/environments/cloud }
  nowhere: { target: local, terraform: infra/environments/nowhere }
`;

const MODULE = `variable "name" {
  type = string
}

variable "size" {
  type = number
}

variable "password" {
  type      = string
  sensitive = true
}

resource "terraform_data" "shop" {
  input            = { name = var.name, size = var.size, password = var.password }
  triggers_replace = var.name
}

output "name" {
  value = terraform_data.shop.output.name
}
`;

function main(name: string, size: number, more = ""): string {
  return `module "shop" {
  source   = "../../modules/shop"
  name     = "${name}"
  size     = ${size}
  password = "PLANTED-${PRODUCT}"
}
${more}`;
}

/** Given to a call as a secret. It reaches the tool and nothing else. */
const SECRET = `token-${randomUUID()}`;
process.env["SLIPWAY_TEST_SECRET"] = SECRET;

/** Fails unless the provider would find the credentials that --id-token stands for. */
const SIGNED_IN = `
resource "terraform_data" "signed_in" {
  provisioner "local-exec" {
    command = "grep -q external_account $GOOGLE_APPLICATION_CREDENTIALS && grep -q ${SECRET} /run/secrets/id-token"
  }
}
`;

const INFRA = {
  "infra/modules/shop/main.tf": MODULE,
  "infra/environments/local/main.tf": main("blue", 1),
  "infra/environments/cloud/main.tf": 'resource "terraform_data" "one" {\n}\n',
};

describe("the infrastructure of a local environment", () => {
  const shop = new ScratchRepository({ "slipway.yaml": CONFIG, ...nodeService("one"), ...INFRA });
  shop.commit("first");
  const plans = mkdtempSync(join(tmpdir(), "slipway-plans-"));
  const file = (name: string) => join(plans, name);
  afterAll(() => {
    shop.remove();
    rmSync(plans, { recursive: true, force: true });
  });

  it("is planned, saved, read again and applied as it was shown", async () => {
    const plan = await shop.call("plan", "--env", "local");
    expect(plan.stdout).toContain("Plan for local: 1 to create.");
    expect(plan.stdout).toContain('input.name        "blue"');
    expect(plan.stdout).toContain("input.password    (sensitive)");
    expect(plan.stdout.trimEnd().split("\n").at(-1)).toBe(
      "Verdict: may be applied to local: no rule speaks against it.",
    );
    expect(plan.code).toBe(0);

    const saved = await shop.call("saved-plan", "--env", "local", "-o", file("first.plan"));
    expect(saved.code, saved.stderr).toBe(0);
    const read = await shop.call("plan", "--env", "local", "--plan", file("first.plan"));
    expect(read.stdout).toBe(plan.stdout);

    const applied = await shop.call("apply", "--env", "local", "--plan", file("first.plan"));
    expect(applied.stdout).toMatch(/^Applied to local in \d+\.\d s: 1 created\.\n/);
    expect(applied.code).toBe(0);
    for (const { stdout, stderr } of [plan, saved, read, applied]) expect(stdout + stderr).not.toContain("PLANTED");
  });

  it("has no drift then, and the plan cannot be applied twice", async () => {
    const drift = await shop.call("drift", "--env", "local");
    expect(drift.stdout).toBe("local is as it is described: 1 resources, no drift.");
    expect(drift.code).toBe(0);
    const again = await shop.call("apply", "--env", "local", "--plan", file("first.plan"));
    expect(again.stderr).toContain("[PLAN_STALE]");
    expect(again.code).toBe(1);
  });

  it("has drifted where something is described and not applied", async () => {
    shop.commit("green", { "infra/environments/local/main.tf": main("green", 2) });
    const drift = await shop.call("drift", "--env", "local", "--format", "json");
    expect(drift.code).toBe(1);
    expect(drift.stderr).toContain('"outcome": "drifted"');
    expect(drift.stderr).toContain('"forcesReplacement": true');
  });

  it("refuses a plan of another commit, other files and another environment, all told at once", async () => {
    const refused = await shop.call("apply", "--env", "preview", "--plan", file("first.plan"));
    expect(refused.stderr).toContain("[PLAN_REFUSED]");
    for (const told of [
      "another environment: local",
      "another commit",
      "other Terraform files",
      "another slipway.yaml",
    ]) {
      expect(refused.stderr).toContain(told);
    }
    expect(refused.code).toBe(1);
  });

  it("refuses half of a plan", async () => {
    truncateSync(file("first.plan"), 300);
    const half = await shop.call("plan", "--env", "local", "--plan", file("first.plan"));
    expect(half.stderr).toContain("[PLAN_FILE_INVALID]");
  });

  it("tells what in the files is wrong: form, syntax, values", async () => {
    shop.write({ "infra/modules/shop/main.tf": MODULE.replace("  type = number", "  type=number") });
    const form = await shop.call("plan", "--env", "local");
    expect(form.stderr).toContain("Some Terraform files are not formatted.");
    expect(form.stderr).toContain("infra/modules/shop/main.tf");
    shop.write({ "infra/modules/shop/main.tf": MODULE.replace("input    ", "inputs   ") });
    const argument = await shop.call("plan", "--env", "local");
    expect(argument.stderr).toMatch(/seen: Unsupported argument \(.*main\.tf:15\)/);
    shop.write({ "infra/modules/shop/main.tf": MODULE });
    expect([form.code, argument.code]).toEqual([1, 1]);
  });

  it("names what is missing: a folder, a backend, a preview", async () => {
    const nowhere = await shop.call("plan", "--env", "nowhere");
    expect(nowhere.stderr).toContain("seen: no folder infra/environments/nowhere");
    const cloud = await shop.call("plan", "--env", "cloud");
    expect(cloud.stderr).toContain("[STATE_NOT_KEPT]");
    const destroy = await shop.call("destroy", "--env", "local");
    expect(destroy.stderr).toContain("[DESTROY_REFUSED]");
    const workspace = await shop.call("plan", "--env", "local", "--workspace", "pr-1");
    expect(workspace.stderr).toContain("--workspace is for previews");
  });

  it("makes a preview with the CI system's own token, apart from all else, and destroys it", async () => {
    const token = ["--id-token", "env:SLIPWAY_TEST_SECRET"];
    shop.commit("preview", { "infra/environments/local/main.tf": main("green", 2, SIGNED_IN) });
    const call = (name: string, ...args: readonly string[]) =>
      shop.call(name, "--env", "preview", "--workspace", "pr-1", ...token, ...args);
    const saved = await call("saved-plan", "-o", file("preview.plan"));
    expect(saved.code, saved.stderr).toBe(0);
    const applied = await call("apply", "--plan", file("preview.plan"));
    expect(applied.stdout, applied.stderr).toContain("2 created");
    const destroyed = await call("destroy");
    expect(destroyed.stdout).toMatch(/^Applied to preview in \d+\.\d s: 2 destroyed\.\n/);
    for (const { stdout, stderr } of [applied, destroyed]) expect(stdout + stderr).not.toContain(SECRET);
  });

  it("says what was done and what was not when a resource fails, and the next plan shows what is left", async () => {
    const failing = `
resource "terraform_data" "fails" {
  depends_on = [module.shop]
  provisioner "local-exec" {
    command = "test $GOOGLE_OAUTH_ACCESS_TOKEN = ${SECRET} && exit 3"
  }
}

resource "terraform_data" "after" {
  depends_on = [terraform_data.fails]
}
`;
    shop.commit("fails", { "infra/environments/local/main.tf": main("red", 3, failing) });
    await shop.call("saved-plan", "--env", "local", "-o", file("fails.plan"));
    const token = ["--access-token", "env:SLIPWAY_TEST_SECRET"];
    const failed = await shop.call("apply", "--env", "local", "--plan", file("fails.plan"), ...token);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/Failed to apply to local in \d+\.\d s: 2 done, 1 failed, 1 not reached\./);
    expect(failed.stderr).toContain("exit status 3");
    expect(failed.stderr).toContain("Not reached (1):\n  terraform_data.after");
    const next = await shop.call("plan", "--env", "local");
    expect(next.stdout).toContain("Replaced (1):\n  -/+ terraform_data.fails  (it was not made completely)");
  });

  it("says that an apply was interrupted, refuses older plans, and shows what is left", async () => {
    const slow =
      '\nresource "terraform_data" "slow" {\n  provisioner "local-exec" {\n    command = "sleep 600"\n  }\n}\n';
    shop.commit("slow", { "infra/environments/local/main.tf": main("red", 3, slow) });
    await shop.call("saved-plan", "--env", "local", "-o", file("slow.plan"));
    const apply = shop.interruptible("apply", "--env", "local", "--plan", file("slow.plan"));
    await apply.said(/terraform: apply/);
    // It holds the lock of the state: a plan beside it says who does.
    await expect
      .poll(async () => (await shop.call("plan", "--env", "local")).stderr, { timeout: 120_000 })
      .toMatch(
        /Another run holds the lock of local's state\. \[STATE_LOCKED\]\n {2}seen: \S+@\S+, since [\d-]+ .*, for apply/,
      );
    await apply.kill();
    const refused = await shop.call("apply", "--env", "local", "--plan", file("slow.plan"));
    expect(refused.stderr).toContain("[APPLY_INTERRUPTED]");
    const next = await shop.call("plan", "--env", "local");
    expect(next.stdout).toContain("did not come to its end. This plan shows what is left to do.");
    expect(next.stdout).toContain("terraform_data.slow");
  });
});

const standIn = process.env["SLIPWAY_TEST_PROVIDER"];
if (standIn === undefined) {
  console.warn("terraform: the stand-in provider is built by the embedded engine's set-up, and none is here");
}

const GOOGLE = `terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "7.45.0"
    }
  }
}

provider "google" {
  project = "shop"
}

resource "google_storage_bucket" "shop" {
  name     = "shop"
  location = "EU"
}
`;

const DATABASE = `
resource "google_sql_database_instance" "shop" {
  name             = "shop"
  database_version = "POSTGRES_15"
  region           = "europe-west6"
  settings {
    tier = "db-custom-2-7680"
    ip_configuration {
      ipv4_enabled = true
    }
  }
}
`;

describe.runIf(standIn !== undefined)("the infrastructure of an environment with providers", () => {
  const product = `${PRODUCT}-google`;
  const config = `name: ${product}
services: { one: { path: services/one } }
environments:
  local: { target: local, terraform: infra, budget: { monthly: $5000 } }
`;
  const shop = new ScratchRepository({ "slipway.yaml": config, ...nodeService("one"), "infra/main.tf": GOOGLE });
  shop.commit("first");
  const folder = mkdtempSync(join(tmpdir(), "slipway-mirror-"));
  const mirror = join(folder, "mirror");
  const saved = join(folder, "local.plan");
  const call = (name: string, ...args: readonly string[]) =>
    shop.call(name, "--env", "local", "--mirror", mirror, ...args);
  afterAll(() => {
    shop.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("takes its providers from the mirror that is given, and applies", async () => {
    providerMirror(mirror, standIn ?? "");
    await call("saved-plan", "-o", saved);
    expect(existsSync(saved)).toBe(true);
    const applied = await call("apply", "--plan", saved);
    expect(applied.stdout).toMatch(/^Applied to local in \d+\.\d s: 1 created\.\n/);
  });

  it("stops what must not happen by accident, and lets it through once by name", async () => {
    shop.commit("public", { "infra/main.tf": GOOGLE.replace('location = "EU"', 'location = "US"') + DATABASE });
    const stopped = await call("plan");
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toContain(
      "destroy-bucket: google_storage_bucket.shop is replaced: what is in it goes with it",
    );
    expect(stopped.stderr).toContain("public-database: google_sql_database_instance.shop gets a public address");
    expect(stopped.stderr).toContain("Verdict: not to be applied to local: 2 things that the gate stops.");
    expect(stopped.stderr).toContain("db-custom-2-7680");

    const one = ["--allow", "destroy-bucket=google_storage_bucket.shop"];
    await call("saved-plan", ...one, "-o", saved);
    const refused = await call("apply", "--plan", saved);
    expect(refused.stderr).toContain("[PLAN_STOPPED]");
    const applied = await call("apply", "--plan", saved, "--allow", "public-database");
    expect(applied.stdout).toContain("Let through by name (2):");
    expect(applied.stdout).toContain("allowed for this run, by --allow destroy-bucket=google_storage_bucket.shop");
    expect(applied.code).toBe(0);
  });

  it("locks its providers, and says so where the mirror lacks one then", async () => {
    const lock = join(shop.folder, "infra", ".terraform.lock.hcl");
    const locked = await call("provider-lock", "--platforms", "linux_amd64", "-o", lock);
    expect(locked.code, locked.stderr).toBe(0);
    expect(readFileSync(lock, "utf8")).toMatch(
      /provider "registry\.opentofu\.org\/hashicorp\/google" \{\n {2}version += "7\.45\.0"/,
    );
    rmSync(join(mirror, "registry.opentofu.org", "hashicorp", "google"), { recursive: true });
    const { code, stderr } = await call("plan");
    expect(stderr).toContain("tofu init ended with exit code 1. [TERRAFORM_FAILED]");
    expect(stderr).toContain("hashicorp/google");
    expect(code).toBe(1);
  });
});

describe("this repository's own infrastructure", () => {
  it("is planned for local without any provider", async () => {
    const { dagger, ROOT } = await import("./dagger-cli.js");
    const { stdout, code } = await dagger(["call", "plan", "--env", "local", "--format", "summary"], ROOT);
    expect(stdout).toMatch(/^### Plan for local: /);
    expect(stdout).toContain("**Verdict: may be applied to local");
    expect(code).toBe(0);
    expect(readFileSync(join(ROOT, "slipway.yaml"), "utf8")).toContain("terraform: infra/environments/local");
  });
});
