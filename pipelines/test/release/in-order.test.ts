import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOrder } from "../../release/index.js";

const named = (services: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(services).map(([name, needs]) => ({ name, needs }));
const names = (services: readonly { readonly name: string }[]) => services.map(({ name }) => name);

/** Services without cycles in any order of the file: each may need those of lower rank. */
const services = fc
  .array(fc.array(fc.nat(9), { maxLength: 3 }), { maxLength: 8 })
  .map((picks) => picks.map((needs, rank) => ({ rank, needs: rank === 0 ? [] : needs.map((pick) => pick % rank) })))
  .map((ranked) => ranked.map(({ rank, needs }) => ({ name: `s${rank}`, needs: needs.map((need) => `s${need}`) })))
  .chain((ranked) => fc.shuffledSubarray(ranked, { minLength: ranked.length }));

describe("inOrder", () => {
  it.each([
    ["nothing", {}, []],
    ["services that need nothing, as the file has them", { b: [], a: [], c: [] }, ["b", "a", "c"]],
    ["a service after the one it needs", { web: ["api"], api: [] }, ["api", "web"]],
    ["a chain from its end", { a: ["b"], b: ["c"], c: [] }, ["c", "b", "a"]],
    ["what two need once", { a: ["c"], b: ["c"], c: [] }, ["c", "a", "b"]],
    ["needs in the order they are named", { a: ["c", "b"], b: [], c: [] }, ["c", "b", "a"]],
    ["services without those that are elsewhere", { a: ["gone"], b: [] }, ["a", "b"]],
  ])("puts %s", (_, given, order) => {
    expect(names(inOrder(named(given)))).toEqual(order);
  });

  it("has every service once, after all that it needs", () => {
    fc.assert(
      fc.property(services, (given) => {
        const order = names(inOrder(given));
        expect([...order].sort()).toEqual(names(given).sort());
        for (const { name, needs } of given) {
          for (const need of needs) expect(order.indexOf(need)).toBeLessThan(order.indexOf(name));
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("leaves an order that is right as it is", () => {
    fc.assert(
      fc.property(services, (given) => {
        const order = inOrder(given);
        expect(inOrder(order)).toEqual(order);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it("ends on cycles too, with every service once", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(5), { maxLength: 4 }), { minLength: 6, maxLength: 6 }), (picks) => {
        const given = picks.map((needs, index) => ({ name: `s${index}`, needs: needs.map((need) => `s${need}`) }));
        expect(names(inOrder(given)).sort()).toEqual(names(given));
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
