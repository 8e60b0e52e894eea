import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { DAGGER_VERSION } from "../../dagger/engine/layout.js";
import { floatingActions, floatingPackages, floatingRequirements, lockProblems, type Manifest } from "./pinned.js";
import { ROOT, readText, sourcesUnder } from "./source.js";

const FOLDERS = ["dagger", "pipelines", "services"];
const filesNamed = (name: string) =>
  FOLDERS.flatMap((folder) => sourcesUnder(folder, `/${name}`).map(({ path }) => path));

const manifests = ["package.json", ...filesNamed("package.json")];
const lockFiles = ["package-lock.json", ...filesNamed("package-lock.json")];
const goModules = filesNamed("go.mod");
const workflows = sourcesUnder(".github", ".yml", ".yaml");

/** Packages that may float, with the reason. */
const MAY_FLOAT: Readonly<Record<string, readonly string[]>> = {
  // Exactly 5.9.3, the version it brings itself, makes Dagger's own TypeScript runtime fail with EBUSY where npm installs
  // a further dependency. The lock file beside it still pins one version.
  "pipelines/package.json": ["typescript ^5.9.3"],
};

describe("npm's packages", () => {
  it("are found", () => {
    expect(manifests).toEqual(expect.arrayContaining(["pipelines/package.json", "dagger/typescript/sdk/package.json"]));
    expect(manifests).toEqual(expect.arrayContaining(["services/listings/package.json"]));
    expect(manifests).toEqual(expect.arrayContaining(["dagger/images/node/package.json"]));
  });

  it.each(manifests)("have one version each in %s", (path) => {
    expect(floatingPackages(JSON.parse(readText(path)) as Manifest)).toEqual(MAY_FLOAT[path] ?? []);
  });

  it.each(manifests)("have a lock file beside %s", (path) => {
    expect(lockFiles).toContain(join(dirname(path), "package-lock.json"));
  });

  it.each(lockFiles)("have a hash and no registry's address in %s", (path) => {
    const lock = JSON.parse(readText(path));
    expect(Object.keys(lock.packages).length).toBeGreaterThan(1);
    expect(lockProblems(lock)).toEqual([]);
  });
});

describe("pip's packages", () => {
  it("have one version and a hash each", () => {
    expect(floatingRequirements(readText("dagger/images/python/uv.txt"))).toEqual([]);
  });
});

describe("Go's modules", () => {
  it.each(goModules)("have the hashes of what %s requires beside it", (path) => {
    const needsNothing = !/^\s*require\b/m.test(readText(path));
    expect(needsNothing || existsSync(join(ROOT, dirname(path), "go.sum"))).toBe(true);
  });

  it("are found", () => {
    expect(goModules).toContain("dagger/engine/go/dagger/go.mod");
  });
});

describe("GitHub's workflows", () => {
  it("take actions by commit", () => {
    const floating = workflows.flatMap(({ path, text }) => floatingActions(text).map((action) => `${path}: ${action}`));
    expect(floating).toEqual([]);
  });
});

describe("Dagger", () => {
  const npm = (path: string) => JSON.parse(readText(path));

  it.each<[string, () => string | undefined]>([
    ["dagger.json", () => npm("dagger.json").engineVersion],
    ["the TypeScript runtime's dagger.json", () => npm("dagger/typescript/runtime/dagger.json").engineVersion],
    ["the root's package.json", () => `v${npm("package.json").devDependencies["@dagger.io/dagger"]}`],
    ["the SDK's package.json", () => `v${npm("dagger/typescript/sdk/package.json").dependencies["@dagger.io/dagger"]}`],
    [
      "the engine's go.mod",
      () => /^\s*(?:require )?github\.com\/dagger\/dagger (\S+)/m.exec(readText("dagger/engine/go/dagger/go.mod"))?.[1],
    ],
  ])("has in %s the version that the engine is built from", (_, version) => {
    expect(version()).toBe(DAGGER_VERSION);
  });

  it("is the same in every workflow that installs it", () => {
    for (const { path, text } of workflows) {
      for (const [, version] of text.matchAll(/uses: dagger\/dagger-for-github@.*\n\s+with:\n\s+version: "(.*)"/g)) {
        expect(`v${version}`, path).toBe(DAGGER_VERSION);
      }
    }
  });
});

describe("floatingPackages", () => {
  it.each(["^1.2.3", "~1.2.3", "1.2", "1.x", "*", "latest", ">=1.2.3", "1.2.3 || 2.0.0", "git+https://git.test/x", ""])(
    "names a package with the version %j",
    (range) => {
      expect(floatingPackages({ devDependencies: { x: range } })).toEqual([`x ${range}`]);
    },
  );

  it("looks into every field, and into overrides within each other", () => {
    const manifest = { dependencies: { a: "^1.0.0" }, peerDependencies: { b: "*" }, overrides: { c: { d: "^2.0.0" } } };
    expect(floatingPackages(manifest)).toEqual(["a ^1.0.0", "b *", "d ^2.0.0"]);
  });

  it("lets exact versions be", () => {
    expect(floatingPackages({ name: "x", dependencies: { a: "1.2.3", b: "1.0.0-beta.1" } })).toEqual([]);
  });
});

describe("lockProblems", () => {
  const integrity = "sha512-aGFzaA==";

  it("finds packages without a hash and with an address", () => {
    const packages = {
      "node_modules/a": {},
      "node_modules/b": { integrity, resolved: "https://registry.test/b.tgz" },
      "services/x/node_modules/c": { integrity: "" },
    };
    expect(lockProblems({ packages })).toEqual([
      "node_modules/a has no integrity",
      "node_modules/b has an address",
      "services/x/node_modules/c has no integrity",
    ]);
  });

  it("asks none of the repository's own folders and of what comes inside another package", () => {
    const packages = {
      "": {},
      "services/x": {},
      "node_modules/x": { link: true, resolved: "services/x" },
      "node_modules/npm/node_modules/y": { inBundle: true },
    };
    expect(lockProblems({ packages })).toEqual([]);
  });
});

describe("floatingActions", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";

  it("names actions by tag, branch or nothing", () => {
    const steps = [
      "- uses: actions/checkout@v4",
      "  uses: 'a/b@main' # x",
      "- name: x\n  uses: a/c",
      `- uses: a/d@${commit}0`,
    ];
    expect(floatingActions(steps.join("\n"))).toEqual(["actions/checkout@v4", "a/b@main", "a/c", `a/d@${commit}0`]);
  });

  it("lets commits, digests and the repository's own be", () => {
    const image = `docker://alpine@sha256:${"0".repeat(64)}`;
    expect(floatingActions(`- uses: a/b@${commit} # v1\n- uses: ./\n- uses: ${image}\n# uses: a/b@v1`)).toEqual([]);
  });
});

describe("floatingRequirements", () => {
  it("names lines without an exact version or a hash", () => {
    const sound = `uv==1.2.3 \\\n  --hash=sha256:${"a".repeat(64)}`;
    expect(floatingRequirements(`# made by hand\n\n${sound}\nx==1\ny>=1 --hash=sha256:${"a".repeat(64)}`)).toEqual([
      "x==1",
      `y>=1 --hash=sha256:${"a".repeat(64)}`,
    ]);
  });
});
