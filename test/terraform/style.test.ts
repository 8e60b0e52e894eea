import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { program, ROOT } from "./tools.js";

const tflint = program("SLIPWAY_TEST_TFLINT", "tflint");
if (tflint === undefined) console.warn("style: TFLint is built by the embedded engine's set-up, and none is here");
const trivy = program("SLIPWAY_TEST_TRIVY", "trivy");
if (trivy === undefined) console.warn("style: Trivy is built by the embedded engine's set-up, and none is here");

describe.runIf(tflint !== undefined)("TFLint", () => {
  it.each(["infra", "examples"])("has nothing to say of %s", async (folder) => {
    const config = join(ROOT, "infra", ".tflint.hcl");
    const { exitCode, all } = await execa(tflint ?? "", ["--recursive", "--no-color", `--config=${config}`], {
      cwd: join(ROOT, folder),
      all: true,
      reject: false,
    });
    expect(all).toBe("");
    expect(exitCode).toBe(0);
  });
});

interface Misconfiguration {
  readonly ID: string;
  readonly Status: string;
  readonly Title: string;
}

interface Report {
  readonly Results?: readonly { readonly Target: string; readonly Misconfigurations?: readonly Misconfiguration[] }[];
}

describe.runIf(trivy !== undefined)("Trivy", () => {
  it.each(["infra", "examples"])("finds nothing in %s that is not accepted with a reason", async (folder) => {
    const args = ["config", "--quiet", "--skip-check-update", "--format=json", folder];
    const { stdout } = await execa(trivy ?? "", args, { cwd: ROOT });
    const { Results = [] } = JSON.parse(stdout) as Report;
    const ignored = readFileSync(join(ROOT, "slipway.yaml"), "utf8");
    const found = Results.flatMap(({ Target, Misconfigurations = [] }) =>
      Misconfigurations.filter(({ ID, Status }) => Status === "FAIL" && !ignored.includes(`id: ${ID}`)).map(
        ({ ID, Title }) => `${ID} ${Target}: ${Title}`,
      ),
    );
    expect(found).toEqual([]);
  });
});
