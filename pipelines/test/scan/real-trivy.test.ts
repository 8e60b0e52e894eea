import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeScan, scanText, trivyCommands } from "../../scan/index.js";
import { imageTarball } from "./image-tarball.js";
import { findingsIn, fixture, rulesOf } from "./scanning.js";

const program = process.env["SLIPWAY_TEST_TRIVY"];
if (!program) console.info("Trivy itself is not run: SLIPWAY_TEST_TRIVY does not name its program (0.72).");

const run = promisify(execFile);
const package_ = (name: string, license: string) => JSON.stringify({ name, version: "1.0.0", license });

/** Put together here, so that no scan of this repository takes it for a real one. */
const KEY = ["AKIA", "QX7ZP2LM", "KD4VN3WR"].join("");

/** What the fixtures were made of, as far as they hold it. */
const SOURCE = {
  Dockerfile: "FROM debian:latest\nADD app /app\nRUN cd /app && apt-get install -y curl\nEXPOSE 22\n",
  "infra/main.tf": `resource "google_storage_bucket" "photos" {
  name     = "photos"
  location = "EU"
}

resource "google_storage_bucket_iam_member" "public" {
  bucket = google_storage_bucket.photos.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}
`,
  "app/settings.env": `REGION=eu\nAWS_ACCESS_KEY_ID=${KEY}\n`,
};

/** By which a source would tell Trivy to look away. */
const EXCUSES = {
  ".trivyignore": "DS-0002\naws-access-key-id\n",
  "trivy.yaml": "severity: [LOW]\n",
  "trivy-secret.yaml": "disable-rules: [aws-access-key-id]\n",
};

describe.runIf(program)("Trivy", () => {
  const folder = mkdtempSync(join(tmpdir(), "scan-"));
  const place = (path: string) => join(folder, path);
  const commands = (hasDatabase: boolean) =>
    trivyCommands({
      images: [{ name: "api", tarball: place("api.tar") }],
      sourceDirectory: place("source"),
      cacheDirectory: place("cache"),
      hasDatabase,
    });
  const outputOf = async (looksFor: string) => {
    const [, ...args] = commands(true).find((command) => command.looksFor === looksFor)?.args ?? [];
    return (await run(program ?? "", args, { cwd: place("source"), maxBuffer: 2 ** 26 })).stdout;
  };

  beforeAll(() => {
    for (const [path, text] of Object.entries({ ...SOURCE, ...EXCUSES })) {
      mkdirSync(dirname(place(`source/${path}`)), { recursive: true });
      writeFileSync(place(`source/${path}`), text);
    }
    const packages = { "gpl-thing": "GPL-3.0-only", "agpl-thing": "AGPL-3.0-only" };
    const files = Object.entries(packages).map(([name, license]) => [
      `app/node_modules/${name}/package.json`,
      package_(name, license),
    ]);
    writeFileSync(place("api.tar"), imageTarball(Object.fromEntries(files)));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("finds the misconfigurations that the fixture has, whatever files beside them say", {
    timeout: 120_000,
  }, async () => {
    const found = findingsIn(await outputOf("misconfigurations"));
    const kept = findingsIn(fixture("misconfigurations")).filter(({ id }) => id !== "GCP-0017");
    for (const finding of kept) expect(found).toContainEqual(finding);
  });

  it("finds a secret, which is in no output", { timeout: 120_000 }, async () => {
    const findings = findingsIn(await outputOf("secrets"));
    expect(findings).toEqual(findingsIn(fixture("secrets")).slice(0, 1));
    const result = judgeScan({ findings, rules: rulesOf(), today: "2026-08-03" });
    expect(result.verdict).toBe("failed");
    expect(scanText(result)).not.toContain(KEY);
  });

  it("finds the licenses of an image", { timeout: 120_000 }, async () => {
    const found = findingsIn(await outputOf("licenses"), "image api");
    expect(found).toEqual(findingsIn(fixture("licenses"), "image api").slice(0, 2));
  });

  it("writes a bill of materials", { timeout: 120_000 }, async () => {
    const { bomFormat, components } = JSON.parse(await outputOf("sbom"));
    expect(bomFormat).toBe("CycloneDX");
    expect(components.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(["gpl-thing", "agpl-thing"]),
    );
  });

  it("ends with 1 and prints nothing where the vulnerability database is missing", { timeout: 120_000 }, async () => {
    await expect(outputOf("vulnerabilities")).rejects.toMatchObject({ code: 1, stdout: "" });
  });
});
