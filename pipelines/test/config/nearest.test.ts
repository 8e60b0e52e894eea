import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance, nearest } from "../../config/nearest.js";

const SEED = 20_260_802;
const word = fc.string({ maxLength: 12 });

describe("distance", () => {
  it.each([
    ["memory", "memory", 0],
    ["memry", "memory", 1],
    ["memroy", "memory", 1],
    ["mamory", "memory", 1],
    ["", "cpu", 3],
    ["gpu", "cpu", 1],
  ])("from %o to %o is %i", (from, to, steps) => {
    expect(distance(from, to)).toBe(steps);
  });

  it("is the same both ways, nought only to itself, and never more than the longer word", () => {
    fc.assert(
      fc.property(word, word, (from, to) => {
        expect(distance(from, to)).toBe(distance(to, from));
        expect(distance(from, to) === 0).toBe(from === to);
        expect(distance(from, to)).toBeLessThanOrEqual(Math.max(from.length, to.length));
      }),
      { seed: SEED },
    );
  });
});

describe("nearest", () => {
  it("finds the word that was meant, whatever its case", () => {
    expect(nearest("memry", ["cpu", "memory", "gpu"])).toBe("memory");
    expect(nearest("CPU", ["cpu", "gpu"])).toBe("cpu");
    expect(nearest("startup_boost", ["startupBoost"])).toBe("startupBoost");
  });

  it("finds nothing where nothing is near, or the text is no word", () => {
    expect(nearest("replicas", ["cpu", "memory", "gpu"])).toBeUndefined();
    expect(nearest("m".repeat(100_000), ["memory"])).toBeUndefined();
  });
});
