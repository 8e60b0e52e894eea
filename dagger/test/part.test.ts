import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inOrder, keyOf, missingParts, type Part } from "../engine/part.js";
import { aPart } from "./a-part.js";

const ids = (parts: readonly Part[]) => parts.map(({ id }) => id);
const named = (needs: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(needs).map(([id, wanted]) => aPart(id, { needs: wanted }));

/** Parts without cycles, in any order. */
const graph = fc
  .array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map((picks) =>
    picks.map((needs, rank) => aPart(`p${rank}`, { needs: rank === 0 ? [] : needs.map((pick) => `p${pick % rank}`) })),
  )
  .chain((parts) => fc.shuffledSubarray(parts, { minLength: parts.length }));

describe("keyOf", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-key-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it("is short, and fit for a folder's name", () => {
    expect(keyOf(["a"])).toMatch(/^[0-9a-f]{16}$/);
    expect(keyOf([])).toMatch(/^[0-9a-f]{16}$/);
  });

  it("is the same for the same texts and contents, wherever the files are", () => {
    expect(keyOf(["a", "b"], [file("x", "1")])).toBe(keyOf(["a", "b"], [file("y", "1")]));
  });

  it.each<[string, () => string, () => string]>([
    ["another text", () => keyOf(["a"]), () => keyOf(["b"])],
    ["one text more", () => keyOf(["a"]), () => keyOf(["a", ""])],
    ["another order of texts", () => keyOf(["a", "b"]), () => keyOf(["b", "a"])],
    ["texts cut at another place", () => keyOf(["ab", "c"]), () => keyOf(["a", "bc"])],
    ["another content", () => keyOf([], [file("x", "1")]), () => keyOf([], [file("x", "2")])],
    ["one file more", () => keyOf([], [file("x", "1")]), () => keyOf([], [file("x", "1"), file("y", "")])],
    [
      "another order of files",
      () => keyOf([], [file("x", "1"), file("y", "2")]),
      () => keyOf([], [file("y", "2"), file("x", "1")]),
    ],
    [
      "contents cut at another place",
      () => keyOf([], [file("x", "ab"), file("y", "c")]),
      () => keyOf([], [file("x", "a"), file("y", "bc")]),
    ],
  ])("is another for %s", (_, one, other) => {
    expect(one()).not.toBe(other());
  });

  it("fails where a file is missing", () => {
    expect(() => keyOf([], [join(folder, "gone")])).toThrow("ENOENT");
  });
});

describe("inOrder", () => {
  it.each([
    ["one that needs nothing", { a: [] }, ["a"], ["a"]],
    ["what is wanted and nothing else", { a: [], b: [] }, ["b"], ["b"]],
    ["what is needed before", { a: ["b"], b: ["c"], c: [] }, ["a"], ["c", "b", "a"]],
    ["each once", { a: ["c"], b: ["c"], c: [] }, ["a", "b", "c", "a"], ["c", "a", "b"]],
    ["nothing, if nothing is wanted", { a: [] }, [], []],
  ])("gives %s", (_, needs, wanted, order) => {
    expect(ids(inOrder(named(needs), wanted))).toEqual(order);
  });

  it("has all that is needed, each once and before what needs it", () => {
    fc.assert(
      fc.property(graph, fc.array(fc.nat(7)), (parts, picks) => {
        const wanted = picks.map((pick) => parts[pick % parts.length]?.id ?? "");
        const order = ids(inOrder(parts, wanted));
        expect(new Set(order).size).toBe(order.length);
        expect(order).toEqual(expect.arrayContaining(wanted));
        for (const [index, id] of order.entries()) {
          const needs = parts.find((part) => part.id === id)?.needs ?? [];
          for (const need of needs) expect(order.slice(0, index)).toContain(need);
        }
        // Nothing is there that neither is wanted nor needed.
        for (const id of order) {
          expect(wanted.includes(id) || parts.some((part) => order.includes(part.id) && part.needs.includes(id))).toBe(
            true,
          );
        }
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  it.each([
    ["itself", { a: ["a"] }, "a -> a"],
    ["each other", { a: ["b"], b: ["c"], c: ["b"] }, "a -> b -> c -> b"],
  ])("refuses parts that need %s", (_, needs, way) => {
    expect(() => inOrder(named(needs), ["a"])).toThrow(`parts need each other: ${way}`);
  });

  it("refuses a part that nobody knows, wanted or needed", () => {
    expect(() => inOrder(named({ a: [] }), ["b"])).toThrow("no part is called b");
    expect(() => inOrder(named({ a: ["b"] }), ["a"])).toThrow("no part is called b");
  });
});

describe("missingParts", () => {
  const parts = named({ a: [], b: [], c: [] });

  it.each([
    [[], ["a", "b", "c"]],
    [["b"], ["a", "c"]],
    [["a", "b", "c", "other"], []],
  ])("given %j are %j", (there, missing) => {
    expect(ids(missingParts(parts, new Set(there)))).toEqual(missing);
  });
});
