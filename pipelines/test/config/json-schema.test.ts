import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jsonSchemaText } from "../../config/index.js";

interface Node {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

interface Field {
  readonly path: string;
  readonly node: Node;
  readonly isRequired: boolean;
}

function fields(node: Node, path = ""): Field[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const here = path === "" ? key : `${path}.${key}`;
    return [{ path: here, node: child, isRequired: node.required?.includes(key) ?? false }, ...fields(child, here)];
  });
  const { additionalProperties, items, anyOf = [] } = node;
  const inner = [additionalProperties, items, ...anyOf].filter((child) => typeof child === "object");
  return [...own, ...inner.flatMap((child) => fields(child, `${path}.*`))];
}

const schema = JSON.parse(jsonSchemaText()) as Node;
const all = fields(schema);
const base = all.filter(({ path }) => !path.startsWith("environments.*.services"));

describe("slipway.schema.json", () => {
  it("is what the schema generates (`npx vitest run pipelines/test/config/json-schema.test.ts -u` writes it)", async () => {
    await expect(jsonSchemaText()).toMatchFileSnapshot("../../config/slipway.schema.json");
  });

  it("is a schema that editors read, strict at every level", () => {
    const text = readFileSync(new URL("../../config/slipway.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(text)).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      required: ["name", "services"],
    });
    const open = all.filter(({ node }) => node.properties !== undefined && node.additionalProperties !== false);
    expect(open).toEqual([]);
  });

  it("has patterns that mean the same with and without a flag for Unicode", () => {
    expect(jsonSchemaText()).not.toContain("\\\\p{");
  });

  it("describes every field", () => {
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter(({ node }) => !node.description?.endsWith(".")).map(({ path }) => path)).toEqual([]);
  });

  it("says the default of every field that may be missing", () => {
    const isOverride = (path: string) => /^environments\.\*\.(canary|scan|notify|budget)\./.test(path);
    const silent = base.filter(
      ({ path, node, isRequired }) => !isRequired && !isOverride(path) && !node.description?.includes("Default: "),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it("says the same default that it applies", () => {
    const wrong = base.filter(({ node }) => {
      const value = Array.isArray(node.default) ? node.default.join(", ") : node.default;
      return (
        ["string", "number", "boolean"].includes(typeof value) && !node.description?.includes(`Default: ${value}.`)
      );
    });
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it("applies no default in an override, where a missing key means the layer below", () => {
    const overrides = all.filter(({ path }) => /^environments\.\*\.(services|canary|scan|notify|budget)/.test(path));
    expect(overrides.length).toBeGreaterThan(100);
    const inLists = (path: string) =>
      path.includes("smoke.*") || path.includes("schedule.*") || path.includes("secrets.*");
    expect(
      overrides.filter(({ path, node }) => node.default !== undefined && !inLists(path)).map(({ path }) => path),
    ).toEqual([]);
  });
});
