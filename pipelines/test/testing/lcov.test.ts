import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverageIn, coverageReason } from "./reading.js";

const record = (...entries: readonly string[]) => `SF:a.ts\n${entries.join("\n")}\nend_of_record\n`;

describe("readCoverage, of lcov,", () => {
  it.each([
    [["DA:1,0", "DA:1,2"], { lines: { covered: 1, total: 1 } }],
    [["DA:1,1,3c2f9a", "DA:2,-1", "DA:3,1e+3"], { lines: { covered: 2, total: 3 } }],
    [["BRDA:1,0,0,-", "BRDA:1,0,1,0", "BRDA:1,0,jump to f(a, b),4"], { branches: { covered: 1, total: 3 } }],
    [["BRDA:1,e0,0,1"], { branches: { covered: 1, total: 1 } }],
    [["FN:1,f", "FN:2,9,g(int, int)", "FNDA:3,g(int, int)"], { functions: { covered: 1, total: 2 } }],
    [
      ["FN:1,constructor", "FN:9,constructor", "FNDA:1,constructor", "FNDA:0,constructor"],
      { functions: { covered: 1, total: 2 } },
    ],
    [["FNL:0,1,3", "FNA:0,2,f", "FNL:1,5,7", "FNA:1,0,g", "FNA:1,0,h"], { functions: { covered: 1, total: 2 } }],
    [["VER:1", "MCDC:1,2,t,1,0,a"], { lines: { covered: 0, total: 0 } }],
    [["BRF:0", "BRH:0"], { branches: { covered: 0, total: 0 } }],
  ])("counts %j", (entries, counts) => {
    expect(coverageIn(record(...entries))).toEqual({ format: "lcov", lines: { covered: 0, total: 0 }, ...counts });
  });

  it.each([
    ["SF:a.ts\nDA:1,1\n", "cut-off"],
    ["SF:a.ts\nDA:1,1\nend_of_recor", "cut-off"],
    ["SF:a.ts\nend_of_record\nTN:\n", "cut-off"],
    ["SF:a.ts\nend_of_record\nSF:b.t", "cut-off"],
    ["TN:x\n# a comment", "cut-off"],
    ["SF:a.ts\nSF:b.ts\nend_of_record\n", "malformed"],
    ["SF:a.ts\nend_of_record\nDA:1,1\n", "malformed"],
    [record("DA:x,1"), "malformed"],
    [record("DA:1,many"), "malformed"],
    [record("BRDA:1,0,0,many"), "malformed"],
    [record("FN:f"), "malformed"],
    [record("FNDA:f"), "malformed"],
    [record("FNA:f"), "malformed"],
    [record("LF:x"), "malformed"],
    [record("npm warn something"), "malformed"],
    [record("LF:3", "LH:3"), "malformed"],
    [record("DA:1,1", "FNF:2"), "malformed"],
    [record("DA:1,1", "BRF:2"), "malformed"],
  ])("says of %j: %s", (text, reason) => {
    expect(coverageReason(text)).toBe(reason);
  });
});

const file = fc.record({
  path: fc.constantFrom("a.ts", "src/b c.ts", "C:\\d.ts", "__proto__"),
  lines: fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(2)), { maxLength: 8 }),
  branches: fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(2), fc.constantFrom("-", "0", "1", "7")), {
    maxLength: 8,
  }),
  functions: fc.uniqueArray(fc.tuple(fc.constantFrom("f", "g", "h"), fc.nat(2)), { selector: ([name]) => name }),
});
type Record = typeof file extends fc.Arbitrary<infer T> ? T : never;

const printed = (all: readonly Record[]) =>
  all.map((one) => `TN:\nSF:${one.path}\n${inside(one)}end_of_record\n`).join("");

function inside({ lines, branches, functions }: Record): string {
  return [
    ...functions.map(([name], index) => `FN:${index},${name}`),
    ...functions.map(([name, hits]) => `FNDA:${hits},${name}`),
    "FNF:0",
    ...lines.map(([line, hits]) => `DA:${line},${hits}`),
    "LF:0",
    ...branches.map(([line, branch, taken]) => `BRDA:${line},0,${branch},${taken}`),
    "BRF:0\n",
  ].join("\n");
}

/** Counts by looking at everything again for each thing: a string per thing, a string per thing that ran. */
function bruteForce(all: readonly Record[], thingsOf: (one: Record) => readonly (readonly [string, boolean])[]) {
  const things = all.flatMap((one) => thingsOf(one).map(([name, ran]) => [`${one.path} ${name}`, ran] as const));
  const names = [...new Set(things.map(([name]) => name))];
  return {
    covered: names.filter((name) => things.some(([other, ran]) => ran && other === name)).length,
    total: names.length,
  };
}

describe("readCoverage, for any lcov,", () => {
  const OPTIONS = { seed: 20_261_121, numRuns: 500 };
  const files = fc.array(file, { minLength: 1, maxLength: 6 });

  it("counts what a reading of all records again for each thing counts", () => {
    fc.assert(
      fc.property(files, (all) => {
        expect(coverageIn(printed(all))).toEqual({
          format: "lcov",
          lines: bruteForce(all, ({ lines }) => lines.map(([line, hits]) => [`${line}`, hits > 0])),
          branches: bruteForce(all, ({ branches }) =>
            branches.map(([line, branch, taken]) => [`${line} ${branch}`, Number(taken) > 0]),
          ),
          functions: bruteForce(all, ({ functions }) => functions.map(([name, hits]) => [name, hits > 0])),
        });
      }),
      OPTIONS,
    );
  });

  it("counts the same in any order of records, and with every record twice", () => {
    fc.assert(
      fc.property(files, (all) => {
        const once = coverageIn(printed(all));
        expect(coverageIn(printed(all.toReversed()))).toEqual(once);
        expect(coverageIn(printed([...all, ...all]))).toEqual(once);
      }),
      OPTIONS,
    );
  });

  it("is refused wherever it is cut, but between two records", () => {
    fc.assert(
      fc.property(files, fc.nat(), (all, seed) => {
        const text = printed(all).trimEnd();
        const beginning = text.slice(0, seed % text.length);
        if (!beginning.trimEnd().endsWith("end_of_record")) expect(coverageReason(beginning)).not.toBe("read");
      }),
      OPTIONS,
    );
  });
});
