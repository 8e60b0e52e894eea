import { describe, expect, it } from "vitest";
import { type Files, presetOf, problemOf } from "./reading.js";

const TESTED = { test: "vitest run" };
const npm = (manifest: object, more: Files = {}): Files => ({
  "package.json": manifest,
  "package-lock.json": "",
  ...more,
});

describe("findPreset, package managers", () => {
  it.each([
    ["package-lock.json", {}, ["npm", "ci"], ["npm", "run", "lint"]],
    ["npm-shrinkwrap.json", {}, ["npm", "ci"], ["npm", "run", "lint"]],
    [
      "pnpm-lock.yaml",
      {},
      ["pnpm", "install", "--frozen-lockfile", "--store-dir=/root/.pnpm-store"],
      ["pnpm", "run", "lint"],
    ],
    ["yarn.lock", {}, ["yarn", "install", "--frozen-lockfile"], ["yarn", "run", "lint"]],
    [
      "yarn.lock",
      { packageManager: "yarn@1.22.19" },
      ["yarn", "install", "--frozen-lockfile"],
      ["yarn", "run", "lint"],
    ],
    ["yarn.lock", { packageManager: "yarn@3.6.1" }, ["yarn", "install", "--immutable"], ["yarn", "run", "lint"]],
    ["yarn.lock", { packageManager: "yarn@10.0.0" }, ["yarn", "install", "--immutable"], ["yarn", "run", "lint"]],
  ])("follow the lock file: %s, %j", (lock, more, install, lint) => {
    const preset = presetOf({ "package.json": { ...more, scripts: { lint: "eslint ." } }, [lock]: "" });
    expect(preset.install).toEqual({ value: install, because: lock });
    expect(preset.lint?.value).toEqual([lint]);
  });

  it("take .yarnrc.yml for a sign of Yarn 2 or later, unless packageManager says otherwise", () => {
    const files = { "yarn.lock": "", ".yarnrc.yml": "" };
    expect(presetOf({ ...files, "package.json": {} }).install.value).toContain("--immutable");
    const classic = { ...files, "package.json": { packageManager: "yarn@1.22.22" } };
    expect(presetOf(classic).install.value).toContain("--frozen-lockfile");
  });

  it("are not guessed between two lock files", () => {
    expect(problemOf(npm({}, { "yarn.lock": "" }))).toEqual({
      what: "It is not clear which package manager installs the packages.",
      saw: "package-lock.json and yarn.lock",
      next: "keep the lock file of one, or name it with its version: packageManager in package.json.",
    });
  });

  it.each([
    ["pnpm@9.1.0+sha512.abc", "pnpm"],
    ["yarn@4.1.0", "yarn"],
    ["npm@11.0.0", "npm"],
  ])("are told apart by packageManager: %s", (packageManager, program) => {
    const files = npm({ packageManager }, { "yarn.lock": "", "pnpm-lock.yaml": "" });
    expect(presetOf(files).install.value[0]).toBe(program);
  });

  it("are not guessed where packageManager names one without a lock file", () => {
    expect(problemOf(npm({ packageManager: "pnpm@9.0.0" }, { "yarn.lock": "" })).saw).toContain("and yarn.lock");
  });

  it("take npm-shrinkwrap.json before package-lock.json, as npm does", () => {
    expect(presetOf(npm({}, { "npm-shrinkwrap.json": "" })).install.because).toBe("npm-shrinkwrap.json");
  });

  it("need a lock file", () => {
    expect(problemOf({ "package.json": {} })).toMatchObject({
      what: "Nothing pins the packages of a Node service.",
      saw: "no package-lock.json, pnpm-lock.yaml or yarn.lock beside package.json",
    });
  });
});

describe("findPreset, a package.json", () => {
  it.each([
    ["", /JSON/],
    ["{", /JSON/],
    ["null", /^\(file\): /],
    ["[]", /^\(file\): /],
    ['"text"', /^\(file\): /],
    ['{ "scripts": [] }', /^scripts: /],
    ['{ "scripts": { "test": 1 } }', /^scripts\.test: /],
    ['{ "dependencies": { "a": {} } }', /^dependencies\.a: /],
    ['{ "packageManager": {} }', /^packageManager: /],
  ])("that cannot be read is a problem: %j", (text, saw) => {
    const problem = problemOf({ "package.json": text, "package-lock.json": "" });
    expect(problem.what).toBe("The package.json of a service cannot be read.");
    expect(problem.saw).toMatch(saw);
  });

  it("may begin with a byte order mark, as npm allows", () => {
    expect(presetOf({ "package.json": "\uFEFF{}", "package-lock.json": "" }).name).toBe("node");
  });
});

describe("findPreset, tests of Node", () => {
  const junit = ["--reporter=default", "--reporter=junit", "--outputFile.junit=.slipway/junit.xml"];
  const lcov = ["--coverage.enabled", "--coverage.reporter=lcovonly", "--coverage.reportsDirectory=.slipway/coverage"];
  const jest = ["--coverage", "--coverageReporters=lcovonly", "--coverageDirectory=.slipway/coverage"];

  it.each([
    ["vitest run", {}, [...junit], [".slipway/junit.xml"], undefined],
    ["vitest run --dir src", {}, [...junit], [".slipway/junit.xml"], undefined],
    ["vitest", {}, ["--run", ...junit], [".slipway/junit.xml"], undefined],
    ["vitest watch", {}, ["--run", ...junit], [".slipway/junit.xml"], undefined],
    ["vitest --run", {}, [...junit], [".slipway/junit.xml"], undefined],
    ["TZ=UTC vitest run", {}, [...junit], [".slipway/junit.xml"], undefined],
    [
      "vitest run",
      { "@vitest/coverage-v8": "4" },
      [...junit, ...lcov],
      [".slipway/junit.xml"],
      ".slipway/coverage/lcov.info",
    ],
    [
      "vitest run",
      { "@vitest/coverage-istanbul": "4" },
      [...junit, ...lcov],
      [".slipway/junit.xml"],
      ".slipway/coverage/lcov.info",
    ],
    ["jest", {}, jest, undefined, ".slipway/coverage/lcov.info"],
    [
      "jest --runInBand",
      { "jest-junit": "16" },
      [...jest, "--reporters=default", "--reporters=jest-junit"],
      ["junit.xml"],
      ".slipway/coverage/lcov.info",
    ],
  ])("ask the runner of %j with %j for reports", (test, devDependencies, args, reports, coverage) => {
    const preset = presetOf(npm({ scripts: { test }, devDependencies }));
    expect(preset.test?.value).toEqual([["npm", "test", "--", ...args]]);
    expect([preset.junit?.value, preset.coverage?.value]).toEqual([reports, coverage]);
  });

  it.each([
    "mocha",
    "node --test",
    "vitest run && eslint .",
    "eslint . && vitest run",
    "vitest run | tee log",
    "vitest run; exit 0",
    "cross-env A=1 vitest run",
    "npm run vitest",
    "vitestx run",
  ])("are run as they are where arguments might go astray: %s", (test) => {
    const preset = presetOf(npm({ scripts: { test } }));
    expect(preset.test?.value).toEqual([["npm", "test"]]);
    expect([preset.junit, preset.coverage]).toEqual([undefined, undefined]);
  });

  it.each([
    ["pnpm-lock.yaml", ["pnpm", "run", "test", "--reporter=default"]],
    ["yarn.lock", ["yarn", "run", "test", "--reporter=default"]],
  ])("get their arguments without -- where npm does not run them: %s", (lock, begin) => {
    const [command] = presetOf({ "package.json": { scripts: TESTED }, [lock]: "" }).test?.value ?? [];
    expect(command?.slice(0, 4)).toEqual(begin);
  });

  it.each([{}, { test: 'echo "Error: no test specified" && exit 1' }])("are none in %j", (scripts) => {
    expect(presetOf(npm({ scripts })).test).toBeUndefined();
  });
});

describe("findPreset, lint and build of Node", () => {
  const typescript = { devDependencies: { typescript: "5.9.3" } };

  it.each([
    [{ scripts: { "type-check": "c", typecheck: "b", lint: "a" } }, {}, ["npm", "run", "lint"]],
    [{ scripts: { "type-check": "c", typecheck: "b" } }, {}, ["npm", "run", "typecheck"]],
    [{ scripts: { "type-check": "c" }, ...typescript }, { "tsconfig.json": "" }, ["npm", "run", "type-check"]],
    [typescript, { "tsconfig.json": "" }, ["npx", "--no", "tsc", "--noEmit"]],
  ])("take the first of lint, typecheck, type-check and tsc: %j", (manifest, more, command) => {
    expect(presetOf(npm(manifest, more)).lint?.value).toEqual([command]);
  });

  it("call tsc through the package manager", () => {
    const files = { "package.json": typescript, "tsconfig.json": "" };
    expect(presetOf({ ...files, "pnpm-lock.yaml": "" }).lint?.value).toEqual([["pnpm", "exec", "tsc", "--noEmit"]]);
    expect(presetOf({ ...files, "yarn.lock": "" }).lint?.value).toEqual([["yarn", "run", "tsc", "--noEmit"]]);
    const modern = { ...files, "yarn.lock": "", ".yarnrc.yml": "" };
    expect(presetOf(modern).lint?.value).toEqual([["yarn", "exec", "tsc", "--noEmit"]]);
  });

  it.each([
    [{}, { "tsconfig.json": "" }],
    [typescript, {}],
  ])("call no tsc without both typescript and tsconfig.json: %j, %j", (manifest, more) => {
    expect(presetOf(npm(manifest, more)).lint).toBeUndefined();
  });

  it("build with the script build, where there is one", () => {
    expect(presetOf(npm({ scripts: { build: "tsc" } })).build?.value).toEqual(["npm", "run", "build"]);
    expect(presetOf(npm({})).build).toBeUndefined();
  });
});

describe("findPreset, what a Node image runs", () => {
  it.each([
    [{ scripts: { start: "node dist/server.js" } }, ["node", "dist/server.js"]],
    [{ scripts: { start: "node --enable-source-maps ." } }, ["node", "--enable-source-maps", "."]],
    [{ scripts: { start: "NODE_ENV=production node ." } }, ["npm", "start"]],
    [{ scripts: { start: "node a.js --port=$PORT" } }, ["npm", "start"]],
    [{ scripts: { start: "node a.js; rm -rf /" } }, ["npm", "start"]],
    [{ scripts: { start: "tsx src/server.ts" }, main: "a.js" }, ["npm", "start"]],
    [{ main: "index.js" }, ["node", "index.js"]],
    [{}, undefined],
  ])("is %j: %j", (manifest, start) => {
    expect(presetOf(npm(manifest)).start?.value).toEqual(start);
  });
});

describe("findPreset, Node's version", () => {
  it.each([
    [{}, "node:22-bookworm-slim", "Node's long-term support"],
    [{ ".nvmrc": "v20.11.1\n" }, "node:20-bookworm-slim", ".nvmrc"],
    [{ ".nvmrc": "20", ".node-version": "24.1\n" }, "node:24-bookworm-slim", ".node-version"],
    [{ ".nvmrc": "lts/*" }, "node:22-bookworm-slim", "Node's long-term support"],
    [{ ".nvmrc": "20; rm -rf /" }, "node:20-bookworm-slim", ".nvmrc"],
  ])("comes from %j: %s", (more, value, because) => {
    expect(presetOf(npm({}, more)).base).toEqual({ value, because });
  });
});

describe("findPreset, Next.js", () => {
  const next = { dependencies: { next: "16.0.0" } };
  const config = { "next.config.mjs": 'export default { output: "standalone" };' };

  it("is found by the dependency, and starts its standalone output", () => {
    const preset = presetOf(npm(next, config));
    expect(preset).toMatchObject({ name: "nextjs", because: "package.json depends on next" });
    expect(preset.start?.value).toEqual(["node", "server.js"]);
  });

  it.each([{}, { "next.config.ts": "export default {};" }])("needs standalone output: %j", (more) => {
    expect(problemOf(npm(next, more))).toEqual({
      what: "A Next.js service is shipped from its standalone output, and it makes none.",
      saw: "no `standalone` in next.config.ts, .mjs or .js",
      next: 'set `output: "standalone"` there, or build with a Dockerfile.',
    });
  });

  it("is what the service says, either way", () => {
    expect(presetOf(npm({}, config), "preset: nextjs").name).toBe("nextjs");
    expect(presetOf(npm(next), "preset: node").name).toBe("node");
  });
});
