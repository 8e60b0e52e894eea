import { describe, expect, it } from "vitest";
import { layerViolations } from "./layers.js";
import { sourcesUnder } from "./source.js";

/** Files by path; most hold one line. */
const plant = (files: Readonly<Record<string, string>>) =>
  layerViolations(Object.entries(files).map(([path, text]) => ({ path, text })));

describe("the layers of this repository", () => {
  const sources = [...sourcesUnder("pipelines", ".ts"), ...sourcesUnder("dagger", ".ts", ".mjs")];

  it("are more than a few files", () => {
    expect(sources.filter(({ path }) => path.startsWith("pipelines/")).length).toBeGreaterThan(40);
    expect(sources.filter(({ path }) => path.startsWith("dagger/")).length).toBeGreaterThan(25);
  });

  it("import in one direction and reach the world through ports", () => {
    expect(layerViolations(sources)).toEqual([]);
  });
});

describe("layerViolations", () => {
  it.each([
    [
      "the face: a core folder",
      "pipelines/src/a.ts",
      'import { x } from "../config/index.js";',
      ":1 imports ../config",
    ],
    ["the face: a core folder, later", "pipelines/src/a.ts", '\nawait import("../config/index.js");', ":2 imports"],
    ["an adapter: past the door", "pipelines/engine/a.ts", 'import { x } from "../config/read.js";', "by its index.js"],
    ["an adapter: the face", "pipelines/engine/a.ts", 'import { x } from "../src/index.js";', "by its index.js"],
    ["the core: past the door", "pipelines/release/a.ts", 'export { x } from "../config/read.js";', "by its index.js"],
    ["the core: a type past the door", "pipelines/release/a.ts", 'type X = import("../config/read.js").X;', ":1"],
    ["the core: an adapter", "pipelines/release/a.ts", 'import type { X } from "../engine/index.js";', "knows neither"],
    ["the core: the face", "pipelines/release/a.ts", 'import "../src/index.js";', "knows neither"],
    ["the core: the engine's set-up", "pipelines/scan/a.ts", 'import "../../dagger/lock.mjs";', "knows neither"],
    ["the core: Dagger", "pipelines/verify/a.ts", 'import { dag } from "@dagger.io/dagger";', "does not know Dagger"],
    ["the core: files", "pipelines/verify/a.ts", 'import { readFileSync } from "node:fs";', "through ports"],
    [
      "the core: files without node:",
      "pipelines/verify/a.ts",
      'import { readFile } from "fs/promises";',
      "through ports",
    ],
    ["the core: timers", "pipelines/verify/a.ts", 'import "node:timers/promises";', "through ports"],
    ["the engine's set-up: a core folder", "dagger/engine/a.ts", 'import "../../pipelines/config/index.js";', "errors"],
    ["the engine's set-up: past the door", "dagger/a.mjs", 'import "../pipelines/errors/slipway-error.js";', "errors"],
  ])("refuses to %s", (_, path, text, told) => {
    expect(plant({ [path]: text })).toEqual([expect.stringContaining(told)]);
  });

  it.each([
    ["the face: an adapter", "pipelines/src/a.ts", 'await import("../engine/deploy.js");'],
    ["an adapter: a core folder", "pipelines/engine/a.ts", 'import { x } from "../release/index.js";'],
    ["an adapter: Dagger and files", "pipelines/engine/a.ts", 'import "@dagger.io/dagger"; import "node:fs";'],
    ["the core: another core folder", "pipelines/release/a.ts", 'import { x } from "../config/index.js";'],
    [
      "the core: its own files and packages",
      "pipelines/config/a.ts",
      'import "./b.js"; import "zod"; import "node:path";',
    ],
    ["the engine's set-up: errors", "dagger/engine/a.ts", 'import "../../pipelines/errors/index.js";'],
    ["a test: anything", "pipelines/test/config/a.test.ts", 'import "../../config/read.js"; import "node:fs";'],
    [
      "a comment or a text: anything",
      "pipelines/config/a.ts",
      '// import "node:fs"\nconst text = "import \'node:fs\'";',
    ],
  ])("allows %s", (_, path, text) => {
    expect(plant({ [path]: text })).toEqual([]);
  });

  it.each([
    ["Date.now", "const at = Date.now();"],
    ["Date.now", "const clock = { now: Date.now };"],
    ["Date without an argument", "const at = new Date();"],
    ["Date without an argument", "const at = new Date;"],
    ["Date without an argument", "const at = Date();"],
    ["performance.now", "const at = performance.now();"],
    ["process", "const home = process.env['HOME'];"],
    ["process", "const { env } = process;"],
    ["console", "console.log(1);"],
    ["fetch", "const send = fetch;"],
    ["fetch", "const ports = { fetch };"],
    ["globalThis", "globalThis.fetch('/');"],
    ["setTimeout", "setTimeout(() => {}, 1);"],
    ["Math.random", "const share = Math.random();"],
  ])("refuses the core %s", (name, text) => {
    expect(plant({ "pipelines/verify/a.ts": `\n${text}` })).toEqual([
      `pipelines/verify/a.ts:2 uses ${name}: that is a port's`,
    ]);
  });

  it.each([
    "const at = new Date(0);",
    "const year = Date.UTC(2026, 0);",
    "const at = clock.now();",
    "interface Ports { fetch(url: string): void; readonly process: number }",
    "ports.fetch('/'); ports.process = 1;",
    "// console.log(Date.now())",
    "const text = 'process.env';",
  ])("allows the core `%s`", (text) => {
    expect(plant({ "pipelines/verify/a.ts": text })).toEqual([]);
  });

  it("leaves the clock to adapters", () => {
    expect(plant({ "pipelines/engine/a.ts": "performance.now(); new Date(); process.env;" })).toEqual([]);
  });

  it("names core folders that need each other, once", () => {
    const from = (folder: string) => `import { x } from "../${folder}/index.js";`;
    const ring = { "pipelines/a/x.ts": from("b"), "pipelines/b/x.ts": from("c"), "pipelines/c/x.ts": from("a") };
    expect(plant(ring)).toEqual(["pipelines: core folders need each other: a -> b -> c -> a"]);
    expect(plant({ ...ring, "pipelines/c/x.ts": "" })).toEqual([]);
  });
});
