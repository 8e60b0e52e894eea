import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { foldersToTell, readTree, treeProblems } from "./readme-tree.js";
import { ROOT, readText, repositoryFiles } from "./source.js";

const readme = (...tree: readonly string[]) =>
  ["# Slipway", "## Where things are", "Two parts:", "```text", ...tree, "```", "## Next", "```", "x", "```"].join(
    "\n",
  );

describe("the tree in README.md", () => {
  it("has every folder a reader meets first, and nothing that is not there", () => {
    const text = existsSync(join(ROOT, "README.md")) ? readText("README.md") : "";
    const tree = readTree(text);
    if (!tree.ok) expect.fail(tree.why);
    expect(treeProblems(tree.entries, repositoryFiles())).toEqual([]);
  });
});

describe("readTree", () => {
  it("reads folders, files and what is in them", () => {
    const tree = readTree(
      readme("pipelines/    the module", "  src/    its face", "    index.ts    one class", "LICENSE  2"),
    );
    expect(tree).toEqual({
      ok: true,
      entries: [
        { path: "pipelines/", text: "the module" },
        { path: "pipelines/src/", text: "its face" },
        { path: "pipelines/src/index.ts", text: "one class" },
        { path: "LICENSE", text: "2" },
      ],
    });
  });

  it("goes back up by any number of levels", () => {
    const tree = readTree(readme("a/  1", "  b/  2", "    c  3", "d/  4", "  e/  5"));
    expect(tree.ok && tree.entries.map(({ path }) => path)).toEqual(["a/", "a/b/", "a/b/c", "d/", "d/e/"]);
  });

  it.each([
    ["no section", "# Slipway\n", 'README.md has no section "## Where things are"'],
    ["no code block", "## Where things are\nsee below\n## Next\n```\nx\n```\n", "has no code block between fences"],
    ["one blank before the text", readme("a/ text"), "a line of the README's tree is not `NAME  text`"],
    ["no text", readme("a/"), '"a/"'],
    ["an odd indent", readme("a/  1", "   b/  2"), '"   b/  2"'],
    ["something in a file", readme("a  1", "  b  2"), '"  b  2"'],
    ["a level left out", readme("a/  1", "    b  2"), '"    b  2"'],
  ])("says what is wrong with %s", (_, text, why) => {
    expect(readTree(text)).toEqual({ ok: false, why: expect.stringContaining(why) });
  });
});

describe("foldersToTell", () => {
  it("are those at the top and those directly under pipelines/ and dagger/", () => {
    const files = ["LICENSE", "services/listings/src/app.ts", "pipelines/package.json", "pipelines/src/index.ts"];
    expect(foldersToTell([...files, "dagger/run.mjs", "dagger/engine/go/dagger/go.mod"])).toEqual([
      "dagger/",
      "dagger/engine/",
      "pipelines/",
      "pipelines/src/",
      "services/",
    ]);
  });
});

describe("treeProblems", () => {
  const entries = [
    { path: "docs/", text: "" },
    { path: "LICENSE", text: "" },
  ];

  it("are none where both agree", () => {
    expect(treeProblems(entries, ["docs/errors.md", "LICENSE", "package.json"])).toEqual([]);
  });

  it("are folders left out, and folders and files that are gone", () => {
    expect(treeProblems(entries, ["infra/main.tf"])).toEqual([
      "not in the README's tree: infra/",
      "in the README's tree, but not there: docs/",
      "in the README's tree, but not there: LICENSE",
    ]);
  });
});
