import { describe, expect, it } from "vitest";
import { suggestionsOf } from "../../presets/index.js";
import { sound } from "../config/reading.js";
import { type Files, filesOf, presetOf, recipe, soundPart } from "./reading.js";

const NODE: Files = {
  "package.json": {
    scripts: { lint: "eslint .", test: "vitest run", build: "tsc", start: "node a.js" },
    devDependencies: { "@vitest/coverage-v8": "4" },
  },
  "package-lock.json": "",
};
const NEXT: Files = {
  "package.json": { dependencies: { next: "16" }, scripts: { build: "next build" } },
  "pnpm-lock.yaml": "",
  "next.config.js": "standalone",
};
const PYTHON: Files = {
  "pyproject.toml":
    '[project]\ndependencies = ["fastapi", "uvicorn"]\n[dependency-groups]\ndev = ["ruff", "mypy", "pytest", "pytest-cov"]\n[tool.mypy]\n',
  "uv.lock": "",
  "app/main.py": "",
};

const suggestions = (files: Files) => suggestionsOf(presetOf(files), filesOf(files).names.has("Dockerfile"));
const written = (files: Files) =>
  Object.fromEntries(suggestions(files).map(({ path, value }) => [path.join("."), value]));

describe("suggestionsOf", () => {
  it("writes one command as a list of words and several as a list of lists", () => {
    expect(written(NODE)["commands.lint"]).toEqual(["npm", "run", "lint"]);
    expect(written(PYTHON)["commands.lint"]).toEqual([
      ["ruff", "check", "."],
      ["mypy", "."],
    ]);
  });

  it("says what in the files suggests each value", () => {
    expect(suggestions(NODE).map(({ path, because }) => `${path.join(".")}: ${because}`)).toEqual([
      "preset: package.json",
      "commands.install: package-lock.json",
      "commands.lint: package.json has the script lint",
      "commands.test: package.json has the script test, which runs vitest",
      "commands.build: package.json has the script build",
      "tests.junit: vitest writes it",
      "tests.coverage: package.json has a coverage tool for vitest",
      "image.base: Node's long-term support",
      "command: the script start",
    ]);
  });

  it("leaves base and command to a Dockerfile of the service's own", () => {
    const paths = Object.keys(written({ ...NODE, Dockerfile: "" }));
    expect(paths).not.toContain("image.base");
    expect(paths).not.toContain("command");
    expect(paths).toContain("commands.lint");
  });

  it.each([
    ["Node", NODE],
    ["Next.js", NEXT],
    ["Python", PYTHON],
  ])("means the same once it is written into slipway.yaml: %s", (_, files) => {
    const value: Record<string, unknown> = { path: "services/api" };
    for (const { path, value: said } of suggestions(files)) {
      const [first = "", second] = path.map(String);
      value[first] = second === undefined ? said : { ...(value[first] as object), [second]: said };
    }
    // JSON is YAML.
    const api = sound(JSON.stringify({ name: "shop", services: { api: value } })).config.services["api"];
    const preset = presetOf(files);
    expect(api?.commands.lint).toEqual(preset.lint?.value);
    expect(api?.commands.test).toEqual(preset.test?.value);
    expect(api?.commands.build).toEqual(preset.build?.value);
    expect(api?.commands.install).toEqual(preset.install.value);
    expect(api?.command).toEqual(preset.start?.value);
    expect([api?.preset, api?.image.base]).toEqual([preset.name, preset.base.value]);
    expect([api?.tests.junit, api?.tests.coverage]).toEqual([preset.junit?.value, preset.coverage?.value]);
    expect(soundPart(recipe(files).test)?.commands).toEqual(api?.commands.test);
  });
});
