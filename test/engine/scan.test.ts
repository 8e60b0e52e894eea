import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { BUCKET, KEY } from "../../pipelines/test/scan/bad-source.js";
import { ROOT } from "./dagger-cli.js";
import { nodeService, ScratchRepository } from "./scratch-repository.js";

const folder = mkdtempSync(join(tmpdir(), "slipway-scan-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The small database of true advisories as Trivy's mirrors pack it, put together so many hours ago. */
function database(hoursAgo: number): string {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const db = join(folder, `db-${hoursAgo}`);
  mkdirSync(db);
  const metadata = { Version: 2, UpdatedAt: at(-hoursAgo), NextUpdate: at(24), DownloadedAt: at(-hoursAgo) };
  writeFileSync(join(db, "metadata.json"), JSON.stringify(metadata));
  writeFileSync(join(db, "trivy.db"), readFileSync(join(ROOT, "pipelines/test/scan/database/trivy.db")));
  const archive = `${db}.tar.gz`;
  execFileSync("tar", ["--create", "--gzip", "--file", archive, "--directory", db, "metadata.json", "trivy.db"]);
  return archive;
}

const config = (scan = "") => `name: shop
services: { app: { path: services/app } }
scan:
  fail: { critical: 0, high: 0, misconfigurations: { medium: 0 } }
  ignore: [{ id: CVE-2023-45853, until: 9999-12-31, because: not in Debian's package }]
${scan}`;

/** A service whose image really holds these packages. */
function service(packages: Readonly<Record<string, string>>) {
  const root = { name: "app", version: "1.0.0", dependencies: packages };
  const installed = Object.entries(packages).map(([name, version]) => [`node_modules/${name}`, { version }]);
  return nodeService("app", {
    "package.json": JSON.stringify({ ...root, private: true, scripts: { start: "node server.mjs" } }),
    "package-lock.json": JSON.stringify({
      ...{ name: "app", version: "1.0.0", lockfileVersion: 3 },
      packages: { "": root, ...Object.fromEntries(installed) },
    }),
  });
}

describe("scan", () => {
  const shop = new ScratchRepository({
    "slipway.yaml": config(),
    ...service({ minimist: "1.2.5" }),
    "services/app/settings.env": `AWS_ACCESS_KEY_ID=${KEY}\n`,
    "infra/main.tf": BUCKET,
  });
  const base = shop.commit("first");
  afterAll(() => shop.remove());
  const fresh = ["--database", database(1)];

  it("fails for what an image, the source and Terraform hold, and says where", async () => {
    const { code, stderr } = await shop.call("scan", ...fresh);
    expect(stderr).toMatch(/CVE-2021-44906 minimist 1\.2\.5.*\(image app: /);
    expect(stderr).toContain("aws-access-key-id");
    expect(stderr).toMatch(/GCP-0001 .*\(source: infra\/main\.tf/);
    expect(stderr).not.toContain(KEY);
    expect(code).toBe(1);
  });

  it("leaves reports behind, failed or not", async () => {
    const reports = join(folder, "reports");
    const { code } = await shop.call("reports", ...fresh, "-o", reports);
    expect(code).toBe(0);
    const read = (path: string) => JSON.parse(readFileSync(join(reports, path), "utf8"));
    expect(read("checks.json").outcome).toBe("failed");
    const [run] = read("scan.sarif").runs;
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain("CVE-2021-44906");
    expect(run.results.map((one: object) => JSON.stringify(one)).join()).toContain("services/app/settings.env");
    const { bomFormat, components } = read("app/sbom.cdx.json");
    expect(bomFormat).toBe("CycloneDX");
    expect(components.map(({ name }: { name: string }) => name)).toContain("minimist");
    expect(readFileSync(join(reports, "summary.md"), "utf8")).toMatch(/^## ❌ scan failed/);
  });

  it("counts only what is new since a commit where it is told to", async () => {
    shop.commit("only new", { "slipway.yaml": config("  onlyNew: true\n"), "services/app/note.mjs": "// new\n" });
    const old = await shop.call("scan", ...fresh, "--since", base);
    expect(old.stderr).not.toContain("Error:");
    expect(old.stdout).toMatch(/^Passed: scan of app/);
    shop.commit("ip", service({ minimist: "1.2.5", ip: "2.0.1" }));
    const added = await shop.call("scan", ...fresh, "--since", base);
    expect(added.stderr).toContain("CVE-2024-29415 ip 2.0.1");
    expect(added.stderr).not.toContain("CVE-2021-44906 minimist 1.2.5,");
    expect(added.code).toBe(1);
  });

  it("fails for an ignore that has ended", async () => {
    const ended = "    - { id: CVE-2021-44906, until: 2026-01-31, because: being replaced }\n";
    shop.write({ "slipway.yaml": `name: shop\nservices: { app: { path: services/app } }\nscan:\n  ignore:\n${ended}` });
    const { code, stderr } = await shop.call("scan", ...fresh);
    expect(stderr).toContain("the ignore of CVE-2021-44906 has ended: its last day was 2026-01-31");
    expect(code).toBe(1);
  });

  it("fails where the database is older than allowed", async () => {
    const { code, stderr } = await shop.call("scan", "--database", database(50));
    expect(stderr).toMatch(/the vulnerability database is 2 d 2 h.* old, 1 d allowed/);
    expect(code).toBe(1);
  });

  it.each([
    ["cannot be downloaded", "  database: { repository: registry.invalid/trivy-db }\n"],
    ["is not where the configuration says", "  database: { file: databases/trivy.tar.gz }\n"],
  ])("says so where the database %s", async (_, scan) => {
    shop.write({ "slipway.yaml": config(scan) });
    const { code, stderr } = await shop.call("scan");
    expect(stderr).toContain("[SCAN_DATABASE_MISSING]");
    expect(stderr).toContain("next: give one with --database FILE");
    expect(code).toBe(1);
  });
});
