import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Change, diffCommand, parseChanges } from "../../affected/index.js";
import { GitRepository, sinceOf } from "./git-repository.js";
import { service, takenBy } from "./reading.js";

const LONG = 60_000;

function changesSince(repository: GitRepository, ref: string, under?: string): readonly Change[] {
  const { exitCode, stdout, stderr } = repository.run(diffCommand(sinceOf(ref)), under);
  const read = parseChanges(stdout);
  if (exitCode !== 0 || !read.ok) throw new Error(stderr);
  return read.changes;
}

const text = (name: string) => Array.from({ length: 20 }, (_, line) => `${name} ${line}\n`).join("");

/** main and a branch `work` that parted from it; main has gone on. */
function parted(): GitRepository {
  const names = ["api/keep.ts", "api/move.ts", "api/stay.ts", "web/gone.ts", "web/link.ts", "jobs/a.ts", "lib/a.ts"];
  const repository = new GitRepository().begin();
  repository.write(Object.fromEntries(names.map((name) => [name, text(name)]))).commit("first");
  repository.git("checkout", "--quiet", "-b", "work");
  repository.git("mv", "api/move.ts", "api/moved.ts");
  repository.git("mv", "lib/a.ts", "jobs/from lib.ts");
  repository.remove("web/gone.ts").link("web/link.ts", "../api/keep.ts");
  repository.write({ "api/keep.ts": "other", "web/new\nline\tand blank.ts": "1", "größe/日本 – x.ts": "2" });
  repository.commit("second");
  repository.git("checkout", "--quiet", "main");
  repository.write({ "jobs/a.ts": "on main alone" }).commit("third");
  repository.git("checkout", "--quiet", "work");
  return repository;
}

const PARTED: readonly Change[] = [
  { kind: "modified", path: "api/keep.ts" },
  { kind: "renamed", from: "api/move.ts", path: "api/moved.ts", similarityPercent: 100 },
  { kind: "added", path: "größe/日本 – x.ts" },
  { kind: "renamed", from: "lib/a.ts", path: "jobs/from lib.ts", similarityPercent: 100 },
  { kind: "deleted", path: "web/gone.ts" },
  { kind: "retyped", path: "web/link.ts" },
  { kind: "added", path: "web/new\nline\tand blank.ts" },
];

const inOrder = (changes: readonly Change[]) => changes.toSorted((a, b) => (a.path < b.path ? -1 : 1));

describe("what git says has changed", { timeout: LONG }, () => {
  it("is read with renames, deletions, changed types, and blanks, lines and letters in names", () => {
    using repository = parted();
    const changes = changesSince(repository, "main");
    expect(inOrder(changes)).toEqual(inOrder(PARTED));
    const services = ["api", "web", "größe", "lib"].map((path) => service(path));
    expect(takenBy({ services, changes: changes.filter(({ path }) => !path.startsWith("jobs/")) })).toEqual([
      "api: own-files",
      "web: own-files",
      "größe: own-files",
    ]);
    expect(takenBy({ services: [service("lib"), service("jobs"), service("none")], changes })).toEqual([
      "lib: own-files",
      "jobs: own-files",
      "none: shared",
    ]);
  });

  it("is the same from any folder, whatever a person has configured", () => {
    using repository = parted();
    const settings = {
      "diff.relative": "true",
      "diff.renames": "copies",
      "diff.external": "false",
      "color.ui": "always",
    };
    for (const [key, value] of Object.entries(settings)) repository.git("config", key, value);
    expect(inOrder(changesSince(repository, "main", "api"))).toEqual(inOrder(PARTED));
  });

  it("holds submodules that moved, also where a person leaves them out", () => {
    using repository = parted();
    repository.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},api/vendor`);
    repository.git("commit", "--quiet", "--message", "submodule");
    repository.git("update-index", "--cacheinfo", `160000,${"2".repeat(40)},api/vendor`);
    repository.git("commit", "--quiet", "--message", "submodule moves");
    repository.git("config", "diff.ignoreSubmodules", "all");
    expect(changesSince(repository, "HEAD~1")).toEqual([{ kind: "modified", path: "api/vendor" }]);
  });

  it("is told of a branch that is named like a folder", () => {
    using repository = parted();
    repository.git("branch", "api", "main");
    expect(changesSince(repository, "api")).toHaveLength(PARTED.length);
  });

  it("names every path whose content differs, and no other, for any two trees", () => {
    const path = fc.constantFrom("a/x", "a/y z", "b/x", "b/é", "c", "d/e/f\ng", "d/e/h");
    const tree = fc.dictionary(path, fc.constantFrom("one", "two", "three").map(text), { minKeys: 1 });
    using repository = new GitRepository().begin();
    const commitOf = (files: Readonly<Record<string, string>>) => {
      repository.git("rm", "-r", "--quiet", "--ignore-unmatch", ".");
      return repository.write(files).commit("tree").git("rev-parse", "HEAD").trim();
    };
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const base = commitOf(before);
        commitOf(after);
        const seen = changesSince(repository, base).flatMap((one) =>
          one.kind === "renamed" ? [one.from, one.path] : [one.path],
        );
        const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
        expect(seen.toSorted()).toEqual([...paths].filter((one) => before[one] !== after[one]).toSorted());
      }),
      { seed: 20_261_017, numRuns: 12 },
    );
  });
});

describe("what git says of the history", { timeout: LONG }, () => {
  it("is enough where it is whole", () => {
    using repository = parted();
    expect(repository.judge("main")).toEqual({ ok: true, base: repository.git("rev-parse", "main~1").trim() });
    repository.git("tag", "--annotate", "--message=x", "v1", "main");
    expect(repository.judge("v1").ok).toBe(true);
  });

  it.each(["nowhere", "HEAD~9", "HEAD:api", "0123456789012345678901234567890123456789"])(
    "shows that there is no commit %s",
    (ref) => {
      using repository = parted();
      expect(repository.judge(ref)).toMatchObject({ ok: false, problem: { kind: "ref-unknown" } });
    },
  );

  it("shows that two histories never met", () => {
    using repository = parted();
    repository.git("checkout", "--quiet", "--orphan", "island");
    repository.commit("alone");
    expect(repository.judge("main")).toMatchObject({ ok: false, problem: { kind: "no-common-ancestor" } });
  });

  it("shows that there is no repository", () => {
    using folder = new GitRepository();
    expect(folder.judge("main")).toMatchObject({ ok: false, problem: { kind: "repository-unreadable" } });
  });

  it.each([
    ["the ref", ["--depth=1"]],
    ["where they parted", ["--depth=1", "--no-single-branch"]],
  ])("shows that a shallow clone lacks %s, and the advice helps", (_, how) => {
    using origin = parted();
    using clone = new GitRepository();
    clone.git("clone", "--quiet", ...how, "--branch=work", `file://${origin.folder}`, ".");
    const verdict = clone.judge("origin/main");
    expect(verdict).toMatchObject({ ok: false, problem: { kind: "history-not-fetched" } });
    const [, advised = ""] = /`(git fetch [^`]*)`/.exec(verdict.ok ? "" : verdict.problem.next) ?? [];
    expect(clone.shell(advised)).toMatchObject({ exitCode: 0 });
    expect(clone.judge("origin/main").ok).toBe(true);
    expect(inOrder(changesSince(clone, "origin/main"))).toEqual(inOrder(PARTED));
  });
});
