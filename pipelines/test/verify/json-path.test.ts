import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueAt } from "../../verify/json-path.js";

describe("valueAt", () => {
  const json = { a: { "b-c": [10, { d: null }], _e: false }, items: [[1, 2], "text"] };

  it.each([
    ["$", json],
    ["$.a.b-c[0]", 10],
    ["$.a.b-c[1].d", null],
    ["$.a._e", false],
    ["$.items[0][1]", 2],
    ["$.items[1]", "text"],
  ])("finds %s", (path, value) => {
    expect(valueAt(json, path)).toEqual(value);
  });

  it.each([
    ["a name that is not there", "$.x"],
    ["a name under one that is not there", "$.x.y.z"],
    ["an index past the end", "$.items[2]"],
    ["an index of an object", "$.a[0]"],
    ["an index of a text", "$.items[1][0]"],
    ["a name of a text", "$.items[1].length"],
    ["a name of a list", "$.items.length"],
    ["a name under null", "$.a.b-c[1].d.e"],
    ["what every object inherits", "$.a.constructor"],
    ["what every list inherits", "$.items.map"],
  ])("finds nothing for %s", (_, path) => {
    expect(valueAt(json, path)).toBeUndefined();
  });

  it("finds what any way into a value leads to", () => {
    const key = fc.stringMatching(/^[A-Za-z_][\w-]{0,5}$/).filter((name) => name !== "__proto__");
    const step = fc.oneof(
      key.map((name) => ({ text: `.${name}`, around: (value: unknown) => ({ other: 1, [name]: value }) as unknown })),
      fc.nat(5).map((index) => ({
        text: `[${index}]`,
        around: (value: unknown) => [...Array.from({ length: index }, () => 0), value] as unknown,
      })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), fc.jsonValue(), (steps, value) => {
        const whole = steps.reduceRight((inner, { around }) => around(inner), value as unknown);
        expect(valueAt(whole, `$${steps.map(({ text }) => text).join("")}`)).toEqual(value);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
