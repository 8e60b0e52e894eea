import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  effectiveOf,
  environmentOf,
  renderText,
  type Suggestion,
  sourcedValues,
  withSuggestions,
} from "../../config/index.js";
import { problems, sound } from "./reading.js";

const SHOP = `name: shop
services:
  api:
    path: services/api
    commands: { lint: [make, lint] }
  web:
    path: services/web
environments:
  local:
    target: local
    services: { web: { commands: { test: [make, test] } } }
`;

const SUGGESTIONS: readonly Suggestion[] = [
  { path: ["preset"], value: "node", because: "package.json" },
  {
    path: ["commands", "lint"],
    value: [
      ["ruff", "check", "."],
      ["mypy", "."],
    ],
    because: "its packages",
  },
  { path: ["commands", "test"], value: ["npm", "test", "--", "--a=b c"], because: "the script test" },
  { path: ["image", "base"], value: "node:22-bookworm-slim", because: ".nvmrc" },
  { path: ["tests", "junit"], value: ["a.xml"], because: "vitest writes it" },
  { path: ["tests", "coverage"], value: "lcov.info", because: "vitest writes it" },
];

const local = effectiveOf(sound(SHOP), "local");
const filled = ["api", "web"].reduce((tree, name) => withSuggestions(tree, name, SUGGESTIONS), local);
const sources = new Map(sourcedValues(filled).map(({ path, value, from }) => [path, [value, from]]));

describe("withSuggestions", () => {
  it.each([
    ["services.api.preset", "node", "preset: package.json"],
    ["services.api.commands.lint[1]", "lint", "slipway.yaml:5"],
    ["services.api.commands.test[0]", "npm", "preset: the script test"],
    ["services.web.commands.lint[1][0]", "mypy", "preset: its packages"],
    ["services.web.commands.test[0]", "make", "slipway.yaml:11 (environments.local)"],
    ["services.web.image.base", "node:22-bookworm-slim", "preset: .nvmrc"],
    ["services.web.tests.junit[0]", "a.xml", "preset: vitest writes it"],
    ["services.web.commands.timeout", "15m", "default"],
  ])("fills in what is missing and says where it comes from: %s", (path, value, from) => {
    expect(sources.get(path)).toEqual([value, from]);
  });

  it("is itself a file that means what was suggested", () => {
    const { api, web } = environmentOf(sound(renderText(filled)).config, "local").services;
    expect(api?.commands).toMatchObject({ lint: [["make", "lint"]], test: [["npm", "test", "--", "--a=b c"]] });
    expect(web?.commands).toMatchObject({
      lint: [
        ["ruff", "check", "."],
        ["mypy", "."],
      ],
      test: [["make", "test"]],
    });
    expect([web?.preset, web?.image.base]).toEqual(["node", "node:22-bookworm-slim"]);
    expect(web?.tests).toMatchObject({ junit: ["a.xml"], coverage: "lcov.info" });
  });

  it("is shown behind each value", () => {
    const line = renderText(filled)
      .split("\n")
      .find((one) => one.includes("ruff"));
    expect(line).toMatch(/^ {6}lint: \[\[ruff, check, \.\], \[mypy, \.\]\] +# preset: its packages$/);
  });

  it("keeps to the schema's order", () => {
    const { entries } = withSuggestions(local, "api", SUGGESTIONS.toReversed());
    const api = entries.get("services");
    const keys = api?.kind === "map" ? api.entries.get("api") : undefined;
    expect(keys?.kind === "map" ? [...keys.entries.keys()].slice(0, 5) : []).toEqual([
      "path",
      "preset",
      "image",
      "commands",
      "tests",
    ]);
  });

  it("changes neither the tree it was given nor another service", () => {
    const before = renderText(local);
    const { web } = environmentOf(
      sound(renderText(withSuggestions(local, "api", SUGGESTIONS))).config,
      "local",
    ).services;
    expect(renderText(local)).toBe(before);
    expect(web?.preset).toBeUndefined();
  });

  it("adds no service", () => {
    expect(renderText(withSuggestions(local, "nobody", SUGGESTIONS))).toBe(renderText(local));
  });

  it("is the same a second time", () => {
    const again = withSuggestions(filled, "api", SUGGESTIONS);
    expect(renderText(again)).toBe(renderText(filled));
  });

  it("holds any words of a command, and any reason, as text", () => {
    const word = fc.string({ minLength: 1, unit: "grapheme" });
    const commands = fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(commands, (value) => {
        const tree = withSuggestions(local, "api", [{ path: ["commands", "test"], value, because: "x" }]);
        const { api } = environmentOf(sound(renderText(tree)).config, "local").services;
        expect(api?.commands.test).toEqual(value);
      }),
      { seed: 20_261_121, numRuns: 200 },
    );
  });
});

describe("commands.lint and commands.test", () => {
  const read = (stage: string, value: string) =>
    sound(`name: shop\nservices: { api: { path: api, commands: { ${stage}: ${value} } } }\n`).config.services["api"]
      ?.commands;
  const STAGES = ["lint", "test"] as const;

  it.each(
    STAGES.flatMap((stage) => [
      [stage, "[npm, test]", [["npm", "test"]]] as const,
      [stage, "[npm]", [["npm"]]] as const,
      [stage, "[[npm, test]]", [["npm", "test"]]] as const,
      [stage, "[[ruff, check, .], [mypy]]", [["ruff", "check", "."], ["mypy"]]] as const,
    ]),
  )("are one list of words or a list of such lists: %s: %s", (stage, value, commands) => {
    expect(read(stage, value)?.[stage]).toEqual(commands);
  });

  it.each(
    [
      "[]",
      "[[]]",
      "npm test",
      "[npm, [test]]",
      "[[npm], test]",
      "[[[npm]]]",
      "[1]",
      '[""]',
      '[[npm, ""]]',
      "{}",
      "null",
    ].flatMap((value) => STAGES.map((stage) => [stage, value] as const)),
  )("are nothing else: %s: %s", (stage, value) => {
    const [first = ""] = problems(`name: shop\nservices: { api: { path: api, commands: { ${stage}: ${value} } } }\n`);
    expect(first).toContain(`services.api.commands.${stage}`);
  });
});
