import { describe, expect, it } from "vitest";
import { attributeChanges } from "../../terraform/attributes.js";
import type { ResourceChange } from "../../terraform/change.js";
import { aChange } from "./a-plan.js";

function told(change: Partial<ResourceChange>): string[] {
  return attributeChanges(aChange({ type: "any", ...change })).map(
    ({ path, before = "(none)", after = "(none)", forcesReplacement }) =>
      `${path}: ${before} -> ${after}${forcesReplacement ? " !" : ""}`,
  );
}

describe("attributeChanges", () => {
  it("tells what changes from what to what, and nothing else", () => {
    const before = { tier: "db-f1-micro", size: 10, on: true, same: { a: [1, { b: null }] }, gone: "x", nothing: null };
    const after = { tier: "db-g1-small", size: 20, on: false, same: { a: [1, { b: null }] }, gone: null, fresh: 0 };
    expect(told({ before, after })).toEqual([
      "fresh: (none) -> 0",
      'gone: "x" -> (none)',
      "on: true -> false",
      "size: 10 -> 20",
      'tier: "db-f1-micro" -> "db-g1-small"',
    ]);
  });

  it("names blocks by their place", () => {
    const settings = (tier: string) => ({ settings: [{ tier, backup: [{ enabled: true }] }] });
    expect(told({ before: settings("a"), after: settings("b") })).toEqual(['settings[0].tier: "a" -> "b"']);
  });

  it("leaves out what is not set on a new resource, and empty lists", () => {
    const after = { name: "api", labels: null, ports: [], env: {}, probe: [{ path: "/health", port: null }] };
    expect(told({ before: null, after })).toEqual(['name: (none) -> "api"', 'probe[0].path: (none) -> "/health"']);
  });

  it("marks what is known only after the apply", () => {
    expect(
      told({ before: { id: "1", name: "a" }, after: { name: "a" }, afterUnknown: { id: true, tags: [false] } }),
    ).toEqual(['id: "1" -> (known after apply)']);
    expect(told({ before: null, after: {}, afterUnknown: { network: [{ id: true }] } })).toEqual([
      "network[0].id: (none) -> (known after apply)",
    ]);
  });

  it("hides sensitive values, whole and in part", () => {
    expect(
      told({
        before: { password: "old", env: { A: "1", B: "secret-b" }, whole: { a: "x" } },
        after: { password: "new", env: { A: "2", B: "secret-c" }, whole: { a: "y" } },
        beforeSensitive: { password: true, env: { B: true }, whole: true },
        afterSensitive: { password: true, env: { B: true }, whole: true },
      }),
    ).toEqual([
      'env.A: "1" -> "2"',
      "env.B: (sensitive) -> (sensitive)",
      "password: (sensitive) -> (sensitive)",
      "whole: (sensitive) -> (sensitive)",
    ]);
  });

  it("hides a value on both sides where it is sensitive on one", () => {
    const values = { before: { a: "one" }, after: { a: "two" } };
    const hidden = ["a: (sensitive) -> (sensitive)"];
    expect(told({ ...values, beforeSensitive: { a: true } })).toEqual(hidden);
    expect(told({ ...values, afterSensitive: { a: true } })).toEqual(hidden);
    expect(told({ ...values, beforeSensitive: { a: true }, after: { a: null }, afterUnknown: { a: true } })).toEqual([
      "a: (sensitive) -> (known after apply)",
    ]);
  });

  it("takes a mark that comes or goes for no change", () => {
    expect(told({ before: { a: "x" }, after: { a: "x" }, afterSensitive: { a: true } })).toEqual([]);
  });

  it("hides all of a value that changes its kind, if any of it is sensitive", () => {
    expect(
      told({ before: { a: [{ b: "secret" }] }, after: { a: "text" }, beforeSensitive: { a: [{ b: true }] } }),
    ).toEqual(['a: (sensitive) -> "text"']);
  });

  it("tells of lists what leaves and what is added", () => {
    expect(told({ before: { roles: ["a", "b", "c"] }, after: { roles: ["c", "a", "d"] } })).toEqual([
      'roles: "b" -> "d"',
    ]);
    expect(told({ before: { roles: ["a"] }, after: { roles: ["a", "b", "c"] } })).toEqual([
      'roles: (none) -> ["b","c"]',
    ]);
    expect(told({ before: { roles: ["a", "b"] }, after: { roles: ["b", "a"] } })).toEqual([
      'roles: ["a","b"] -> ["b","a"]',
    ]);
    expect(told({ before: { roles: ["a", "a"] }, after: { roles: ["a"] } })).toEqual(['roles: "a" -> (none)']);
  });

  it("pairs blocks that stay, wherever they stand", () => {
    const rule = (priority: number, action = "allow") => ({ priority, action });
    expect(told({ before: { rule: [rule(1), rule(2)] }, after: { rule: [rule(0), rule(1), rule(2)] } })).toEqual([
      'rule[0].action: (none) -> "allow"',
      "rule[0].priority: (none) -> 0",
    ]);
    expect(told({ before: { rule: [rule(1), rule(2)] }, after: { rule: [rule(2), rule(1, "deny")] } })).toEqual([
      'rule[1].action: "allow" -> "deny"',
    ]);
  });

  it("looks into texts that are JSON", () => {
    const dashboard = (title: string) => JSON.stringify({ widgets: [{ title, size: 1 }], name: "d" });
    expect(told({ before: { json: dashboard("a") }, after: { json: dashboard("b") } })).toEqual([
      'json: widgets[0].title: "a" -> "b"',
    ]);
    expect(told({ before: { json: '{"a": 1}' }, after: { json: '{"a":1}' } })).toEqual([
      'json: "{\\"a\\": 1}" -> "{\\"a\\":1}"',
    ]);
  });

  it("says what forces a replacement", () => {
    const change = {
      before: { region: "a", settings: [{ disk: "x", size: 1 }] },
      after: { region: "b", settings: [{ disk: "y", size: 2 }] },
      replacePaths: [["region"], ["settings", 0, "disk"]],
    };
    expect(told(change)).toEqual([
      'region: "a" -> "b" !',
      'settings[0].disk: "x" -> "y" !',
      "settings[0].size: 1 -> 2",
    ]);
  });

  it("shows the part of long texts that differs", () => {
    const [line = ""] = told({
      before: { a: `${"x".repeat(500)}1${"y".repeat(500)}` },
      after: { a: `${"x".repeat(500)}2` },
    });
    expect(line).toContain("x1yyy");
    expect(line).toContain('x2"');
    expect(line.length).toBeLessThan(300);
  });

  it("spells signs out that would move or recolour text", () => {
    expect(told({ before: { a: "x" }, after: { a: "\u001b[31m\u202ered\u0007\u009b" } })).toEqual([
      'a: "x" -> "\\u001b[31m\\u202ered\\u0007\\u009b"',
    ]);
    expect(told({ before: null, after: { labels: { "a\u202eb": "x" } } })).toEqual([
      'labels."a\\u202eb": (none) -> "x"',
    ]);
  });
});
