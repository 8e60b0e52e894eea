import { describe, expect, it } from "vitest";
import { type Build, type CommandRun, type PresetResult, recipeOf } from "../../presets/index.js";
import { dockerfileOf, type Files, filesOf, recipe, service, soundPart } from "./reading.js";

const NODE: Files = {
  "package.json": { scripts: { lint: "eslint .", test: "vitest run", start: "node a.js" } },
  "package-lock.json": "",
};
const OWN: Files = { ...NODE, Dockerfile: "" };

/** What runs, and in which stage of which Dockerfile. */
function run(result: PresetResult<CommandRun | undefined>) {
  const value = soundPart(result);
  return value && { commands: value.commands, in: where(value.build) };
}

const where = ({ dockerfile, stage }: Build) =>
  `${dockerfile.kind === "own" ? dockerfile.path : "preset"}: ${stage ?? "last"}`;

const problem = (result: PresetResult<unknown>) => (result.ok ? undefined : result.problem);

describe("recipeOf, the image", () => {
  it.each([
    [NODE, "", "preset: image"],
    [OWN, "", "Dockerfile: last"],
    [OWN, "preset: node", "Dockerfile: last"],
    [OWN, "image: { stage: runtime }", "Dockerfile: runtime"],
    [OWN, "image: { dockerfile: docker/api.Dockerfile }", "docker/api.Dockerfile: last"],
    [NODE, "image: { dockerfile: docker/api.Dockerfile, context: . }", "docker/api.Dockerfile: last"],
    [{ Dockerfile: "" }, "", "Dockerfile: last"],
    [{ Dockerfile: "", "package.json": "{" }, "", "Dockerfile: last"],
  ])("of %j with %s is built from %s", (files, more, build) => {
    expect(where(soundPart(recipe(files, more).image))).toBe(build);
  });

  it.each([
    [{}, "", "Nothing says how to build api.", "write a Dockerfile there, or correct the service's path."],
    [
      { "package.json": {}, "package-lock.json": "" },
      "",
      "Nothing says what api runs when it starts.",
      "name it: command: [PROGRAM, ARGUMENT].",
    ],
    [
      { "requirements.txt": "" },
      "",
      "Nothing says what api runs when it starts.",
      "name it: command: [PROGRAM, ARGUMENT].",
    ],
    [{ "package.json": {} }, "", "Nothing pins the packages of a Node service.", expect.any(String)],
    [
      NODE,
      "image: { context: . }",
      "A preset builds api from its own folder, and it is told to see another.",
      expect.any(String),
    ],
  ])("of %j with %s cannot be built", (files: Files, more, what, next) => {
    expect(problem(recipe(files, more).image)).toMatchObject({ what, next });
  });

  it("starts what the service says, where its files say nothing", () => {
    const text = dockerfileOf({ "requirements.txt": "" }, "command: [python, -m, http.server]");
    expect(text).toMatch(/^CMD \["python","-m","http.server"\]$/m);
  });

  it.each([
    ["image: { base: node:24 }", /^FROM node:24 AS base$/m],
    ["commands: { install: [make, deps] }", /^RUN --mount=\S+ \["make","deps"\]$/m],
    ["commands: { build: [make] }", /^FROM dev AS build\nRUN \["make"\]$/m],
    ["command: [node, b.js]", /^CMD \["node","b.js"\]$/m],
    ["port: 9000", /^EXPOSE 9000$/m],
  ])("is the preset's with what the service says in its place: %s", (more, line) => {
    expect(dockerfileOf(NODE, more)).toMatch(line);
    expect(dockerfileOf(NODE)).not.toMatch(line);
  });
});

describe("recipeOf, lint and test", () => {
  const lint = [["npm", "run", "lint"]];

  it.each([
    [NODE, "", lint, "preset: dev", "preset: build"],
    [OWN, "", lint, "preset: dev", "preset: build"],
    [OWN, "commands: { stage: build }", lint, "Dockerfile: build", "Dockerfile: build"],
    [NODE, "commands: { stage: build }", lint, "preset: dev", "preset: build"],
    [NODE, "commands: { lint: [make, lint] }", [["make", "lint"]], "preset: dev", "preset: build"],
    [
      NODE,
      "commands: { lint: [[make, a], [make, b]] }",
      [
        ["make", "a"],
        ["make", "b"],
      ],
      "preset: dev",
      "preset: build",
    ],
    [NODE, "image: { dockerfile: d/e, context: . }, commands: { stage: tools }", lint, "d/e: tools", "d/e: tools"],
  ])("of %j with %s run where their tools are", (files, more, commands, lintIn, testIn) => {
    const { lint, test } = recipe(files, more);
    expect(run(lint)).toEqual({ commands, in: lintIn });
    expect(run(test)?.in).toBe(testIn);
  });

  it("are nothing where no one names a command", () => {
    const { lint, test, junit, coverage } = recipe({ Dockerfile: "" });
    expect([lint, test, junit, coverage]).toEqual([
      { ok: true, value: undefined },
      { ok: true, value: undefined },
      [],
      undefined,
    ]);
  });

  it.each([
    [{ Dockerfile: "" }, "no commands.stage"],
    [{}, "no Dockerfile, and no files that a preset knows"],
  ])("need an image to run in: %j, %s", (files: Files, saw) => {
    const { lint, test } = recipe(files, "commands: { lint: [make, lint] }");
    expect(problem(lint)).toEqual({
      what: "Nothing says in which image api's lint command runs.",
      saw,
      next: "name the stage of its Dockerfile that has the tools: commands: { stage: NAME }.",
    });
    expect(problem(test)).toBeUndefined();
  });

  it("say what stands in the preset's way", () => {
    const broken = { "package.json": "{", "package-lock.json": "" };
    const what = "The package.json of a service cannot be read.";
    expect(problem(recipe(broken).lint)?.what).toBe(what);
    expect(problem(recipe(broken, "commands: { test: [make] }").test)?.what).toBe(what);
  });

  it("need nothing of a preset where the service says both command and stage", () => {
    const files = { Dockerfile: "", "package.json": "{" };
    const { test } = recipe(files, "commands: { test: [make], stage: build }");
    expect(run(test)).toEqual({ commands: [["make"]], in: "Dockerfile: build" });
  });

  it("do not run in a preset's image that sees another folder", () => {
    expect(problem(recipe(NODE, "image: { context: . }").lint)?.saw).toBe("image.context: ., path: services/api");
  });

  it("leave their reports where the service says, else where the preset does", () => {
    expect(recipe(NODE)).toMatchObject({ junit: [".slipway/junit.xml"], coverage: undefined });
    const said = recipe(NODE, "tests: { junit: [a.xml, b.xml], coverage: lcov.info }");
    expect(said).toMatchObject({ junit: ["a.xml", "b.xml"], coverage: "lcov.info" });
  });
});

describe("recipeOf", () => {
  it("is the same for the same service and files", () => {
    expect(recipeOf(service(), filesOf(NODE))).toEqual(recipeOf(service(), filesOf(NODE)));
  });
});
