import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../pipelines/config/index.js";
import { program, ROOT, TerraformCopy } from "./tools.js";

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

const read = readConfig(readFileSync(join(ROOT, "slipway.yaml"), "utf8"));
const accepted = read.ok ? read.config.scan.ignore : [];

interface Misconfiguration {
  readonly ID: string;
  readonly Status: string;
  readonly Title: string;
}

interface Report {
  readonly Results?: readonly { readonly Target: string; readonly Misconfigurations?: readonly Misconfiguration[] }[];
}

describe.runIf(trivy !== undefined)("Trivy", () => {
  it("finds nothing, of any severity, that is not accepted with a reason", async () => {
    const copy = new TerraformCopy("", trivy ?? "");
    try {
      const args = ["config", "--quiet", "--skip-check-update", "--format=json", "."];
      const { stdout } = await execa(trivy ?? "", args, { cwd: copy.folder });
      const { Results = [] } = JSON.parse(stdout) as Report;
      const found = Results.flatMap(({ Target, Misconfigurations = [] }) =>
        Misconfigurations.filter(({ ID, Status }) => Status === "FAIL" && !isAccepted(ID, Target)).map(
          ({ ID, Title }) => `${ID} ${Target}: ${Title}`,
        ),
      );
      expect([...new Set(found)]).toEqual([]);
      expect(Results.length).toBeGreaterThan(0);
    } finally {
      copy.remove();
    }
  });
});

/** By slipway.yaml. What is in no file is a bucket that Trivy makes up for a grant whose bucket is elsewhere. */
function isAccepted(id: string, target: string): boolean {
  if (target === "" || target === ".") return true;
  return accepted.some((one) => one.id === id && (one.paths === undefined || one.paths.includes(target)));
}
