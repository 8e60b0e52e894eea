import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitCommand, labelsOf, readCommit } from "../../images/index.js";
import { GitRepository } from "../affected/git-repository.js";

const HASH = "0123456789abcdef0123456789abcdef01234567";

describe("labelsOf", () => {
  it("names the service, its source, and the commit with its time", () => {
    expect(labelsOf("api", { hash: HASH, time: "2026-01-01T00:00:00Z" }, "https://example.test/shop")).toEqual({
      "org.opencontainers.image.title": "api",
      "org.opencontainers.image.source": "https://example.test/shop",
      "org.opencontainers.image.revision": HASH,
      "org.opencontainers.image.created": "2026-01-01T00:00:00Z",
    });
  });

  it("leaves out what is not known", () => {
    expect(labelsOf("api", undefined, undefined)).toEqual({ "org.opencontainers.image.title": "api" });
  });
});

describe("readCommit", () => {
  it.each([
    [`${HASH} 1767225600\n`, { hash: HASH, time: "2026-01-01T00:00:00Z" }],
    [`${"a".repeat(64)} 0`, { hash: "a".repeat(64), time: "1970-01-01T00:00:00Z" }],
    [`${HASH} 253402300799`, { hash: HASH, time: "9999-12-31T23:59:59Z" }],
    [`${HASH} 253402300800`, undefined],
    [`${HASH} ${"9".repeat(30)}`, undefined],
    ["", undefined],
    [HASH, undefined],
    [`${HASH.toUpperCase()} 1`, undefined],
    [`gpg: Signature made\n${HASH} 1`, undefined],
    [`${HASH} -1`, undefined],
  ])("reads %j", (output, commit) => {
    expect(readCommit(output)).toEqual(commit);
  });

  it("never throws", () => {
    const output = fc.oneof(
      fc.string(),
      fc.bigInt({ min: 0n, max: 10n ** 30n }).map((seconds) => `${HASH} ${seconds}`),
    );
    fc.assert(
      fc.property(output, (text) => {
        expect(["undefined", "object"]).toContain(typeof readCommit(text));
      }),
      { seed: 20_261_121, numRuns: 500 },
    );
  });
});

describe("commitCommand", { timeout: 60_000 }, () => {
  /** Names that git would take for options, patterns or magic. */
  const NAMES = ["--all", "-1", ":(exclude)api", ":!api", "*", "api", "a[b]", "größe – x", "with\nline"];

  it("finds the last commit that changed a path, whatever it is called", () => {
    using repository = new GitRepository().begin();
    const made = new Map<string, string>();
    for (const name of NAMES) {
      repository.write({ [`${name}/file`]: name }).commit(`for ${name}`);
      made.set(name, repository.git("rev-parse", "HEAD").trim());
    }
    for (const name of NAMES) {
      const found = readCommit(repository.run(commitCommand([name])).stdout);
      expect([name, found?.hash, found?.time]).toEqual([name, made.get(name), "2026-01-01T00:00:00Z"]);
    }
    const of = (...paths: readonly string[]) => readCommit(repository.run(commitCommand(paths), "api").stdout)?.hash;
    expect(of("api")).toBe(made.get("api"));
    expect(of("--all", "api")).toBe(made.get("api"));
    expect(of(".")).toBe(made.get("with\nline"));
    expect(of("nothing")).toBeUndefined();
    expect(of("ap?")).toBeUndefined();
  });

  it("finds nothing where there is no history", () => {
    using repository = new GitRepository().begin();
    const { stdout } = repository.run(commitCommand(["."]));
    expect(readCommit(stdout)).toBeUndefined();
  });

  it("is read the same where the repository asks for signatures, colours and notes", () => {
    using repository = new GitRepository().begin();
    repository.write({ "api/a": "1" }).commit("first");
    const plain = repository.run(commitCommand(["api"])).stdout;
    for (const setting of ["log.showSignature", "log.follow", "log.showRoot"])
      repository.git("config", setting, "true");
    for (const setting of ["color.ui", "log.decorate"]) repository.git("config", setting, "always");
    repository.git("notes", "add", "-m", "a note");
    expect(repository.run(commitCommand(["api"])).stdout).toBe(plain);
  });
});
