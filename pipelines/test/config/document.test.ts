import { describe, expect, it } from "vitest";
import { configError, readConfig } from "../../config/index.js";
import { problems, sound } from "./reading.js";

const MINIMAL = "name: shop\nservices: { api: { path: api } }\n";

function codeOf(text: string): string {
  const result = readConfig(text);
  return result.ok ? "none" : result.code;
}

/** Each level holds the one below nine times: ten levels would be 3.4 billion values. */
function explosion(levels: number): string {
  const lines = ["l0: &l0 [x]"];
  for (let level = 1; level <= levels; level += 1) {
    lines.push(
      `l${level}: &l${level} [${Array(9)
        .fill(`*l${level - 1}`)
        .join(", ")}]`,
    );
  }
  return lines.join("\n");
}

describe("readConfig, of text that is no configuration", () => {
  it.each([
    [
      "nothing",
      "",
      "CONFIG_EMPTY",
      "slipway.yaml:1:1 (file): seen nothing, allowed: a map with at least name and services",
    ],
    ["comments", "# later\n---\n", "CONFIG_EMPTY", "seen nothing"],
    ["null", "null", "CONFIG_EMPTY", "seen nothing"],
    ["10 MB", `# ${"x".repeat(10_000_000)}`, "CONFIG_TOO_LARGE", "seen 9.5 MiB, allowed: at most 1 MiB of text"],
    ["more than 1 MiB in bytes", `# ${"é".repeat(600_000)}`, "CONFIG_TOO_LARGE", "seen 1.1 MiB"],
    ["a list", "- a\n- b\n", "CONFIG_NOT_YAML", "seen a list"],
    ["a word", "slipway", "CONFIG_NOT_YAML", "seen a single value"],
    ["an open list", "name: [a, b", "CONFIG_NOT_YAML", "slipway.yaml:1:12 (file): seen text that is not YAML"],
    [
      "a tab",
      "services:\n\tapi: x\n",
      "CONFIG_NOT_YAML",
      "slipway.yaml:2:1 (file): seen text that is not YAML, allowed: Tabs",
    ],
    ["two documents", `${MINIMAL}---\n${MINIMAL}`, "CONFIG_NOT_YAML", "slipway.yaml:3:1 (file)"],
    ["another YAML", `%YAML 1.1\n---\n${MINIMAL}`, "CONFIG_NOT_YAML", "seen the directive %YAML 1.1"],
    [
      "a key twice",
      "name: a\nservices: {}\nname: b\n",
      "CONFIG_NOT_YAML",
      "slipway.yaml:3:1 name: seen the key again, allowed: each key once (the first is on line 1)",
    ],
    ["a tag", "name: !!str 5\n", "CONFIG_NOT_YAML", "slipway.yaml:1:13 name: seen the tag"],
    ["an unknown tag", "name: !env NAME\n", "CONFIG_NOT_YAML", "Unresolved tag: !env"],
    [
      "an unknown anchor",
      "name: *shop\n",
      "CONFIG_NOT_YAML",
      "slipway.yaml:1:7 name: seen *shop, allowed: the name of an anchor above it",
    ],
    ["a key that is a list", "? [a]\n: b\n", "CONFIG_NOT_YAML", "seen a key that is no word"],
    ["__proto__", "__proto__: { name: x }\n", "CONFIG_NOT_YAML", "seen a key that is no word"],
    ["infinity", "name: .inf\n", "CONFIG_NOT_YAML", "seen Infinity, allowed: a finite number"],
    [
      "anchors that explode",
      explosion(10),
      "CONFIG_ALIASES",
      "seen anchors that grow without end, allowed: at most 20000 values",
    ],
    ["an anchor that holds itself", "name: &name [*name]\n", "CONFIG_ALIASES", "seen anchors that grow without end"],
    ["brackets without end", "[".repeat(100_000), "CONFIG_NOT_YAML", 'slipway.yaml:1:65 (file): seen "[[['],
    ["lists without end", `a: ${"- ".repeat(5000)}`, "CONFIG_NOT_YAML", "at most 64 maps and lists within each other"],
    [
      "maps without end",
      Array.from({ length: 400 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
      "CONFIG_NOT_YAML",
      "at most 64 maps and lists",
    ],
    [
      "brackets that quotes hide",
      '[ "]", '.repeat(100),
      "CONFIG_NOT_YAML",
      "at most 64 maps and lists within each other",
    ],
  ])("refuses %s", (_, text, code, message) => {
    expect(codeOf(text)).toBe(code);
    expect(problems(text).join("\n")).toContain(message);
  });

  it.each([
    ["anchors that explode", explosion(10)],
    ["ten thousand keys", Array.from({ length: 10_000 }, (_, index) => `key${index}: { a: 1 }`).join("\n")],
    ["ten thousand aliases", `a: &a 1\nb: [${"*a, ".repeat(10_000)}]`],
  ])(
    "answers within seconds for %s",
    (_, text) => {
      expect(readConfig(text).ok).toBe(false);
    },
    10_000,
  );
});

describe("readConfig, of text that is a configuration", () => {
  it.each([
    ["YAML", MINIMAL],
    ["JSON", '{"name":"shop","services":{"api":{"path":"api"}}}'],
    ["text with a byte order mark and Windows line ends", `\uFEFF${MINIMAL.replaceAll("\n", "\r\n")}`],
    ["text with a start and an end of the document", `---\n${MINIMAL}...\n`],
    [
      "an anchor used twice",
      "name: &name shop\nservices: { shop: { path: *name, env: &env { A: *name } }, b: { path: b, env: *env } }",
    ],
    [
      "brackets in text and comments",
      `# ${"[".repeat(200)}\n${MINIMAL}registry: "${"a/".repeat(20)}b" # ${"{".repeat(200)}`,
    ],
  ])("reads %s", (_, text) => {
    expect(sound(text).config.name).toBe("shop");
  });

  it("follows an anchor to its value", () => {
    const { config } = sound(
      "name: x\nservices: { a: { path: a, env: &env { LEVEL: info } }, b: { path: b, env: *env } }",
    );
    expect(config.services["b"]?.env).toEqual({ LEVEL: "info" });
  });

  it("gives a problem under an anchor the line of the value and the path of its use", () => {
    const text = "name: x\nservices:\n  a: { path: a, scaling: &s { min: lots } }\n  b: { path: b, scaling: *s }\n";
    expect(problems(text)).toEqual([
      'slipway.yaml:3:31 services.a.scaling.min: seen "lots", allowed: a whole number from 0 to 1000',
      'slipway.yaml:3:31 services.b.scaling.min: seen "lots", allowed: a whole number from 0 to 1000',
    ]);
  });
});

describe("configError", () => {
  it("lists every problem with its place, its code, and what to do", () => {
    const result = readConfig("name: shop\nservices:\n  api:\n    path: api\n    prot: 80\n    timeout: 5\n");
    if (result.ok) expect.fail("a file with problems was read");
    const error = configError(result, "shop/slipway.yaml");
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.message).toContain("shop/slipway.yaml has 2 problems:");
    expect(error.message).toMatch(
      /shop\/slipway\.yaml:5:5 services\.api\.prot: seen an unknown key, .*did you mean `port`\?/,
    );
    expect(error.message).toContain("shop/slipway.yaml:6:5 services.api.timeout: seen 5, allowed: a duration");
    expect(error.next).toContain("correct the lines");
  });

  it("says how many more there are than a hundred", () => {
    const keys = Array.from({ length: 150 }, (_, index) => `key${index}: 1`).join("\n");
    const result = readConfig(`name: shop\nservices: { api: { path: api } }\n${keys}\n`);
    if (result.ok) expect.fail("a file with problems was read");
    expect(result.problems).toHaveLength(150);
    expect(configError(result).message).toContain("and 50 more");
  });
});
