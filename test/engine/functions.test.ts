import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dagger, ROOT } from "./dagger-cli.js";

/** The names in the first column of the table below a heading: code in backticks. */
function documented(heading: string): string[] {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const section = readme.split(/^## /m).find((text) => text.startsWith(heading)) ?? "";
  return [...section.matchAll(/^\| `([\w-]+)/gm)].map(([, name]) => name ?? "");
}

describe("dagger functions", () => {
  it("lists exactly the functions that the README documents", async () => {
    const { code, stdout } = await dagger(["functions"]);
    const names = stdout
      .split("\n")
      .slice(1)
      .map((line) => line.split(/\s+/)[0] ?? "")
      .filter(Boolean);
    expect(code).toBe(0);
    expect(names.sort()).toEqual(documented("Functions").sort());
    expect(names).toContain("deploy");
  });

  it("gives every function a description", async () => {
    const { stdout } = await dagger(["functions"]);
    for (const line of stdout.trim().split("\n").slice(1)) expect(line).toMatch(/^\S+ {2,}\S/);
  });

  it("tells every option of deploy in its help", async () => {
    const { stdout } = await dagger(["call", "deploy", "--help"]);
    expect(stdout).toMatch(/--env string\s+Name of the environment in slipway\.yaml\./);
  });
});
