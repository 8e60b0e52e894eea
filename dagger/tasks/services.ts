import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DaggerCli } from "../engine/index.js";
import { type Counts, sumCounts } from "./counts.js";
import { ROOT } from "./task.js";

interface Result {
  readonly outcome: "passed" | "failed" | "none";
  readonly tests?: { readonly passed: number; readonly failed: number; readonly skipped: number };
}

/** Lints, tests and builds this repository's own services, with Slipway itself. Every test in them counts. */
export async function testServices({ cli, env }: DaggerCli): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-services-"));
  try {
    const args = ["--progress", "plain", "call", "reports", "--checks", "lint,test,build", "-o", folder];
    const child = spawn(cli, args, { cwd: ROOT, env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (data) => {
      said += String(data);
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    const text = await readFile(join(folder, "checks.txt"), "utf8").catch(() => said);
    process.stdout.write(text);
    if (code !== 0) return { passed: 0, failed: 1, skipped: 0 };
    const { results } = JSON.parse(await readFile(join(folder, "checks.json"), "utf8")) as { results: Result[] };
    return sumCounts(results.map(countsOf));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A check without tests in it counts as one; one that has failed though its tests passed, as a failure more. */
function countsOf({ outcome, tests }: Result): Counts {
  const failed = outcome === "failed" ? 1 : 0;
  if (tests === undefined) return { passed: outcome === "passed" ? 1 : 0, failed, skipped: 0 };
  return { passed: tests.passed, failed: Math.max(tests.failed, failed), skipped: tests.skipped };
}
