import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environmentOf, readConfig } from "../../pipelines/config/index.js";
import { estimateCost, judgeGate, planText, readPlan } from "../../pipelines/terraform/index.js";
import { ALL_STOP } from "../../pipelines/test/terraform/levels.js";
import { configurationFiles, program, ROOT, TerraformCopy } from "./tools.js";

const tofu = program("SLIPWAY_TEST_TOFU", "tofu");
const standIn = process.env["SLIPWAY_TEST_PROVIDER"];
const canRun = tofu !== undefined && standIn !== undefined;
if (!canRun) {
  console.warn(
    "configurations: they need OpenTofu and the stand-in provider, which the embedded engine's set-up builds",
  );
}

const files = configurationFiles().filter((file) => file.endsWith(".tf"));
const modules = foldersOf(files).filter((folder) => /^infra\/modules\/[^/]+$/.test(folder));

/** Folders that Terraform is run in: they have a provider or a backend of their own, or are the local environment. */
const roots = foldersOf(
  files.filter((file) => isRoot(readFileSync(join(ROOT, file), "utf8"), file) || file.includes("environments/local/")),
);

function isRoot(text: string, file: string): boolean {
  return /^(?:provider| {2}backend) "/m.test(text) && !modules.includes(dirname(file));
}

function foldersOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => dirname(path)))].sort();
}

interface Site {
  readonly title: string;
  readonly root: string;
  readonly workspace?: string | undefined;
  readonly varFiles?: readonly string[];
  readonly environment?: ReturnType<typeof environmentOf>;
}

/** Every environment that a slipway.yaml names, as its own pipeline would plan it. */
const environments = [
  "",
  "examples/pushnchat/",
  "examples/grid/",
  "examples/copy-that/",
  "examples/presidential-digs/",
].flatMap((prefix): Site[] => {
  const read = readConfig(readFileSync(join(ROOT, prefix, "slipway.yaml"), "utf8"));
  if (!read.ok) throw new Error(`${prefix}slipway.yaml has problems`);
  return Object.keys(read.config.environments).flatMap((name) => {
    const environment = environmentOf(read.config, name);
    const { terraform, preview } = environment;
    if (terraform === undefined) return [];
    const root = posix.join(prefix, terraform.path);
    return [
      {
        ...{ title: `${prefix}${name}`, root, environment },
        workspace: terraform.workspace ?? (preview === undefined ? undefined : "pr-12"),
        varFiles: terraform.varFiles.map((file) => posix.join(prefix, file)),
      },
    ];
  });
});

const others = roots
  .filter((root) => !environments.some((one) => one.root === root))
  .map((root): Site => ({ title: root, root }));

/** Given to what must be given by hand. It must show up nowhere. */
const PLANTED = "PLANTED-7f3a2b";

describe("the Terraform of this repository", () => {
  it("has an example for each module", () => {
    expect(modules.length).toBeGreaterThanOrEqual(19);
    expect(roots).toEqual(expect.arrayContaining(modules.map((folder) => `${folder}/example`)));
  });

  it("has the environments of this repository and of four systems", () => {
    const named = (prefix: string) => environments.filter(({ title }) => title.startsWith(prefix)).length;
    expect(environments.map(({ title }) => title)).toEqual(
      expect.arrayContaining(["local", "dev", "preview", "staging", "production"]),
    );
    for (const name of ["pushnchat", "grid", "copy-that", "presidential-digs"]) {
      expect(named(`examples/${name}/`)).toBeGreaterThanOrEqual(2);
    }
  });

  it("has environments that take and return the same, whatever is behind them", () => {
    const text = (name: string, file: string) => readFileSync(join(ROOT, "infra/environments", name, file), "utf8");
    const outputs = (name: string) =>
      [...text(name, "outputs.tf").matchAll(/^output "(\w+)"/gm)].map(([, output]) => output);
    for (const name of ["local", "preview", "staging", "production"]) {
      expect(text(name, "variables.tf")).toBe(text("dev", "variables.tf"));
      expect(outputs(name)).toEqual(outputs("dev"));
    }
  });
});

describe.runIf(canRun)("each root module", () => {
  let copy: TerraformCopy;
  beforeAll(() => {
    copy = new TerraformCopy(tofu ?? "", standIn ?? "");
  });
  afterAll(() => copy.remove());

  it("is formatted", async () => {
    const { code, output } = await copy.run(".", ["fmt", "-check", "-recursive", "-no-color"]);
    expect(output).toBe("");
    expect(code).toBe(0);
  });

  it.concurrent.each([...others, ...environments])(
    "$title is valid, plans from nothing, and passes the gate",
    async (site) => {
      const { root, workspace, varFiles = [], environment } = site;
      const begun = await copy.init(root);
      expect(begun.code, begun.output).toBe(0);
      const made = await copy.plan(root, {
        args: varFiles.map((file) => `-var-file=${join(copy.folder, file)}`),
        env: { TF_VAR_pagerduty_key: PLANTED, ...(workspace === undefined ? {} : { TF_WORKSPACE: workspace }) },
      });
      expect(made.code, made.output.slice(-3000)).toBe(0);
      const read = readPlan(made.json);
      if (!read.ok) throw new Error(read.problem.what);
      const { plan } = read;
      expect(plan.changes.length).toBeGreaterThan(0);
      const cost = estimateCost(plan.changes);
      const gate = judgeGate({
        changes: plan.changes,
        levels: environment?.terraform?.gate ?? ALL_STOP,
        allowances: environment?.terraform?.allow ?? [],
        budget: { ...cost, limit: environment?.budget?.monthly },
      });
      expect(gate.findings).toEqual([]);
      const text = planText({ ...{ environment: site.title, workspace, plan, gate, cost }, notes: [] });
      expect(text).toContain("Verdict: may be applied");
      expect(text).not.toContain(PLANTED);
      expect(text).not.toContain("Destroyed");
    },
  );
});
