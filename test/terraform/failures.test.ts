import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  applyCommand,
  failureOf,
  PLAN_FILE,
  planCommand,
  readApplyLog,
  type Tool,
} from "../../pipelines/terraform/index.js";
import { program, TerraformCopy } from "./tools.js";

const standIn = process.env["SLIPWAY_TEST_PROVIDER"];
const tools = [
  ["opentofu", program("SLIPWAY_TEST_TOFU", "tofu")],
  ["terraform", program("SLIPWAY_TEST_TERRAFORM", "terraform")],
] as const;
for (const [tool, path] of tools) {
  if (path === undefined || standIn === undefined)
    console.warn(`failures: ${tool} or the stand-in provider is not here`);
}

const BUCKETS = `terraform {
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

resource "google_storage_bucket" "one" {
  name     = "one"
  location = "EU"
}

resource "google_storage_bucket" "two" {
  name     = "two-\${google_storage_bucket.one.name}"
  location = "EU"
}

resource "google_storage_bucket" "three" {
  name     = "three-\${google_storage_bucket.two.name}"
  location = "EU"
}
`;

describe.each(tools.filter(([, path]) => path !== undefined && standIn !== undefined))(
  "what goes wrong with %s",
  (tool: Tool, path) => {
    let copy: TerraformCopy;
    beforeAll(async () => {
      copy = new TerraformCopy(path ?? "", standIn ?? "");
      copy.write("shop/main.tf", BUCKETS);
      const { code, output } = await copy.init("shop");
      expect(code, output).toBe(0);
    });
    afterAll(() => copy.remove());

    /** A command as it is run in earnest, with its plan file in the copy. */
    async function ran(command: readonly string[], env: NodeJS.ProcessEnv = {}) {
      const [, ...args] = command.map((word) => word.replace(PLAN_FILE, "made.tfplan").replace("15s", "0s"));
      const { code, stdout, output } = await copy.run("shop", args, env);
      const step = args[0] ?? "";
      const failure = failureOf({
        tool,
        step,
        exitCode: code ?? 1,
        stdout,
        stderr: output.replace(stdout, ""),
        environment: "shop",
      });
      return { code, stdout, failure };
    }

    const plan = planCommand(tool, { varFiles: [], isDestroy: false });

    it("knows a provider that crashes", async () => {
      const { code, failure } = await ran(plan, { SLIPWAY_FAULT: "crash-plan=google_storage_bucket" });
      expect(code).toBe(1);
      expect(failure.code).toBe("TERRAFORM_CRASHED");
    });

    it("knows credentials that end half way, and what was done until then", async () => {
      expect((await ran(plan)).code).toBe(2);
      const { code, stdout, failure } = await ran(applyCommand(tool), { SLIPWAY_FAULT: "expired-after=2" });
      expect(code).toBe(1);
      expect(failure.code).toBe("CREDENTIALS_REFUSED");
      expect(readApplyLog(stdout).resources.map(({ address, outcome }) => `${address} ${outcome}`)).toEqual([
        "google_storage_bucket.one done",
        "google_storage_bucket.two failed",
      ]);
    });

    it("knows a plan that is stale then, and makes the rest with the next one", async () => {
      expect((await ran(applyCommand(tool))).failure.code).toBe("PLAN_STALE");
      expect((await ran(plan)).code).toBe(2);
      const { code, stdout } = await ran(applyCommand(tool));
      expect(code).toBe(0);
      expect(readApplyLog(stdout).resources.map(({ address, outcome }) => `${address} ${outcome}`)).toEqual([
        "google_storage_bucket.two done",
        "google_storage_bucket.three done",
      ]);
    });

    it("knows a lock that another run holds", async () => {
      copy.edit("shop/main.tf", '"three-', '"four-');
      await ran(plan);
      const other = ran(applyCommand(tool), { SLIPWAY_FAULT: "slow-apply=1500" });
      const lock = join(copy.folder, "shop", ".terraform.tfstate.lock.info");
      await expect.poll(() => existsSync(lock), { timeout: 30_000, interval: 20 }).toBe(true);
      expect((await ran(plan)).failure.message).toMatch(/\[STATE_LOCKED\]\n {2}seen: \S+@\S+, since .*, for apply/);
      expect((await other).code).toBe(0);
    });

    it("knows a state of a newer format", async () => {
      const state = JSON.parse(copy.read("shop/terraform.tfstate"));
      copy.write("shop/terraform.tfstate", JSON.stringify({ ...state, version: 5, terraform_version: "9.9.9" }));
      expect((await ran(plan)).failure.code).toBe("STATE_TOO_NEW");
    });

    it("knows a plan file that is none", async () => {
      copy.write("shop/made.tfplan", "hello");
      expect((await ran(applyCommand(tool))).failure.code).toBe("PLAN_FILE_INVALID");
    });
  },
);
