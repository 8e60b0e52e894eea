import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeDatabase, judgeScan, scanText, trivyCommands } from "../../scan/index.js";
import { BUCKET, KEY } from "./bad-source.js";
import { imageTarball } from "./image-tarball.js";
import { findingsIn, fixture, rulesOf } from "./scanning.js";

const program = process.env["SLIPWAY_TEST_TRIVY"];
if (!program) console.info("Trivy itself is not run: SLIPWAY_TEST_TRIVY does not name its program (0.72).");

const run = promisify(execFile);
const package_ = (name: string, license: string) => JSON.stringify({ name, version: "1.0.0", license });

/** What the fixtures were made of, as far as they hold it. */
const SOURCE = {
  Dockerfile: "FROM debian:latest\nADD app /app\nRUN cd /app && apt-get install -y curl\nEXPOSE 22\n",
  "infra/main.tf": BUCKET,
  "app/settings.env": `REGION=eu\nAWS_ACCESS_KEY_ID=${KEY}\n`,
};

/** By which a source would tell Trivy to look away. */
const EXCUSES = {
  ".trivyignore": "DS-0002\naws-access-key-id\n",
  "trivy.yaml": "severity: [LOW]\n",
  "trivy-secret.yaml": "disable-rules: [aws-access-key-id]\n",
};

const DATABASE = new URL("./database/", import.meta.url);

/** What must be found, as far as a finding holds it. */
const ADVISORIES: readonly {
  readonly id: string;
  readonly patchedVersions: readonly string[];
  readonly severity: string;
  readonly title: string;
}[] = JSON.parse(readFileSync(new URL("advisories.json", DATABASE), "utf8"));

/** One vulnerable version of everything that an advisory is about; Debian's packages with their source. */
const VULNERABLE = {
  debian: [
    ["libc6", "2.36-9+deb12u4", "glibc"],
    ["passwd", "1:4.13+dfsg1-1+b1", "shadow"],
    ["zlib1g", "1:1.2.13.dfsg-1", "zlib"],
    ["apt", "2.6.1", "apt"],
  ],
  npm: Object.entries({ minimist: "1.2.5", qs: "6.9.6", ip: "2.0.1", "tough-cookie": "4.1.2", "node-forge": "0.10.0" }),
  python: Object.entries({ pycrypto: "2.6.1", setuptools: "69.5.1", Jinja2: "3.1.2" }),
} as const;

const QS = ["6.10.3", "6.9.7", "6.8.3", "6.7.3", "6.6.1", "6.5.3", "6.4.1", "6.3.3", "6.2.4"];

/** Every version that is the first without it, and packages whose names only look alike. */
const PATCHED = {
  debian: [
    ["libc-bin", "2.36-9+deb12u6", "glibc"],
    ["login", "1:4.13+dfsg1-1+deb12u1", "shadow"],
    ["zlib-ng1", "1.0.0-1", "zlib-ng"],
    ["apt-listchanges", "3.24", "apt-listchanges"],
  ],
  npm: [
    ...[["minimist", "1.2.6"] as const, ["minimist", "0.2.4"] as const, ["ip-address", "2.0.1"] as const],
    ...[["tough-cookie", "4.1.3"] as const, ["node-forge", "1.0.0"] as const],
    ...QS.map((version) => ["qs", version] as const),
  ],
  python: Object.entries({ pycryptodome: "2.6.1", setuptools: "70.0.0", Jinja2: "3.1.3" }),
} as const;

/** An image of Debian 12.4 in which these are installed. */
function debianImage(...installed: readonly (typeof VULNERABLE | typeof PATCHED)[]): Buffer {
  const dpkg = installed.flatMap(({ debian }) =>
    debian.map(([name, version, source]) => {
      const about = `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nMaintainer: Debian\n`;
      return `${about}${source === name ? "" : `Source: ${source}\n`}Version: ${version}\nDescription: for a test\n`;
    }),
  );
  const npm = installed.flatMap(({ npm: packages }) =>
    packages.map(([name, version]) => {
      // Several versions of one package need a folder each.
      const folder = packages === VULNERABLE.npm ? "app" : `app/${version}`;
      return [`${folder}/node_modules/${name}/package.json`, JSON.stringify({ name, version })];
    }),
  );
  const python = installed.flatMap(({ python: packages }) =>
    packages.map(([name, version]) => [
      `${SITE}/${name}-${version}.dist-info/METADATA`,
      `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    ]),
  );
  const system = { "etc/debian_version": "12.4\n", "var/lib/dpkg/status": dpkg.join("\n") };
  return imageTarball({ ...system, ...Object.fromEntries([...npm, ...python]) });
}

const SITE = "usr/local/lib/python3.11/site-packages";

describe.runIf(program)("Trivy", () => {
  const folder = mkdtempSync(join(tmpdir(), "scan-"));
  const place = (path: string) => join(folder, path);
  const outputOf = async (looksFor: string, image = "api", cache = "cache") => {
    const commands = trivyCommands({
      images: [{ name: image, tarball: place(`${image}.tar`) }],
      sourceDirectory: place("source"),
      cacheDirectory: place(cache),
      hasDatabase: true,
    });
    const [, ...args] = commands.find((command) => command.looksFor === looksFor)?.args ?? [];
    return (await run(program ?? "", args, { cwd: place("source"), maxBuffer: 2 ** 26 })).stdout;
  };

  const at = new Date().toISOString();
  const metadata = JSON.stringify({ Version: 2, NextUpdate: at, UpdatedAt: at, DownloadedAt: at });

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
    writeFileSync(place("bad.tar"), debianImage(VULNERABLE, PATCHED));
    writeFileSync(place("patched.tar"), debianImage(PATCHED));
    mkdirSync(place("full/db"), { recursive: true });
    copyFileSync(new URL("trivy.db", DATABASE), place("full/db/trivy.db"));
    writeFileSync(place("full/db/metadata.json"), metadata);
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

  describe("with a database of true advisories", () => {
    let text: string;
    beforeAll(async () => {
      text = await outputOf("vulnerabilities", "bad", "full");
    });
    const found = () => findingsIn(text, "image bad");
    const judge = (line: string, baseline?: ReturnType<typeof found>) =>
      judgeScan({
        ...{ findings: found(), baseline, rules: rulesOf(line), today: "2026-08-03" },
        database: judgeDatabase(metadata, new Date(), 3600),
      });
    const counting = (line: string) =>
      judge(line).judged.flatMap(({ finding, standing }) => (standing.name === "counts" ? [finding.id] : []));

    it("finds every advisory once in an image, with its severity, its title and its fix", () => {
      const wanted = ADVISORIES.map(({ id, severity, title, patchedVersions }) => ({
        ...{ kind: "vulnerability", id, severity: severity.toLowerCase(), title },
        ...{ target: "image bad", fixed: patchedVersions.join(", ") || undefined },
      }));
      const byId = [...found()].sort((one, other) => one.id.localeCompare(other.id));
      expect(byId).toMatchObject(wanted.sort((one, other) => one.id.localeCompare(other.id)));
    });

    it("names the packages that are vulnerable, and where they are", () => {
      const places = found().map((one) => one.kind === "vulnerability" && [one.package, one.installed, one.file]);
      expect(places.sort()).toEqual(
        [
          ...VULNERABLE.debian.map(([name, version]) => [name, version, "debian 12.4"]),
          ...VULNERABLE.npm.map(([name, version]) => [name, version, `app/node_modules/${name}/package.json`]),
          ...VULNERABLE.python.map(([name, version]) => [
            name,
            version,
            `${SITE}/${name}-${version}.dist-info/METADATA`,
          ]),
        ].sort(),
      );
    });

    it("finds nothing in versions that are patched", async () => {
      const patched = await outputOf("vulnerabilities", "patched", "full");
      expect(findingsIn(patched)).toEqual([]);
      // It knew what it looked at.
      const { components } = JSON.parse(await outputOf("sbom", "patched"));
      const seen = components.map(({ name, version }: { name: string; version?: string }) => `${name} ${version}`);
      const { npm, python } = PATCHED;
      expect(seen).toEqual(expect.arrayContaining([...npm, ...python].map((one) => one.join(" "))));
      expect(seen).toEqual(expect.arrayContaining(["debian 12.4", "libc-bin 2.36-9+deb12u6", "apt-listchanges 3.24"]));
    });

    it("finds what the fixture has, but for the words of its titles", () => {
      const plain = (findings: ReturnType<typeof found>) => findings.map((one) => ({ ...one, title: "" }));
      const wanted = plain(findingsIn(fixture("vulnerabilities"), "image bad"));
      for (const finding of wanted) expect(plain(found())).toContainEqual(finding);
    });

    it.each([
      ["{}", "failed"],
      ["{ fail: { critical: 3, high: 4 } }", "passed"],
      ["{ fail: { critical: 2, high: 4 } }", "failed"],
      ["{ fail: { critical: 3, high: 3 } }", "failed"],
      ["{ fail: { critical: 3, high: 4, medium: 2 } }", "failed"],
      ["{ fixedOnly: true, fail: { critical: 1, high: 3 } }", "passed"],
      ["{ fixedOnly: true, fail: { critical: 0, high: 3 } }", "failed"],
      ["{ fixedOnly: true, fail: { critical: 1, high: 3, low: 1 } }", "passed"],
    ])("is judged by %s: %s", (line, verdict) => {
      expect(judge(line).verdict).toBe(verdict);
    });

    it("counts what has no fix only where that is asked for", () => {
      const unfixed = ADVISORIES.flatMap((one) => (one.patchedVersions.length === 0 ? [one.id] : []));
      expect(counting("{}").sort()).toEqual(ADVISORIES.map(({ id }) => id).sort());
      expect(unfixed).toHaveLength(4);
      for (const id of unfixed) expect(counting("{ fixedOnly: true }")).not.toContain(id);
      expect(counting("{ fixedOnly: true }")).toHaveLength(ADVISORIES.length - unfixed.length);
    });

    it.each([
      ["that is in its limits but for it", "CVE-2023-45853", "", "passed"],
      ["by an id that is another's alias", "GHSA-xvch-5gv4-984h", "", "failed"],
      ["in the packages of the system", "CVE-2023-45853", ", paths: [debian 12.4]", "passed"],
      ["in those of another system", "CVE-2023-45853", ", paths: [debian 12.5]", "failed"],
      ["in a folder", "CVE-2021-44906", ", paths: [app]", "passed"],
      ["in another folder", "CVE-2021-44906", ", paths: [api]", "failed"],
    ])("ignores one %s: %s%s, %s", (_, id, paths, verdict) => {
      const ignore = `[{ id: ${id}, until: 2026-08-03, because: not reachable${paths} }]`;
      expect(judge(`{ fail: { critical: 2, high: 4 }, ignore: ${ignore} }`).verdict).toBe(verdict);
    });

    it("has nothing new where the baseline is the same image, and all of it where that was patched", () => {
      expect(judge("{ onlyNew: true }", found()).verdict).toBe("passed");
      expect(judge("{ onlyNew: true }", []).verdict).toBe("failed");
    });

    it("is told with ids and fixes, and without the archive's path", () => {
      const told = scanText(judge("{}"));
      expect(told).toContain("3 critical vulnerabilities, 0 allowed");
      expect(told).toContain("CVE-2024-2961 libc6 2.36-9+deb12u4, fixed in 2.36-9+deb12u6: glibc: iconv");
      expect(told).toContain("(image bad: debian 12.4)");
      expect(told).not.toContain(".tar");
    });
  });
});
