import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeJunit } from "../../testing/index.js";
import { type Item, items, printed } from "./print-junit.js";
import { junitReason, reportIn } from "./reading.js";

const OPTIONS = { seed: 20_261_121, numRuns: 400 };

type Test = Extract<Item, { kind: "test" }>;

function testsIn(list: readonly Item[], path: readonly string[] = []): { test: Test; path: readonly string[] }[] {
  return list.flatMap((item) => {
    if (item.kind === "noise") return [];
    return item.kind === "suite" ? testsIn(item.items, [...path, item.name]) : [{ test: item, path }];
  });
}

describe("readJunit, for any report,", () => {
  it("finds in what is printed just what was there", () => {
    fc.assert(
      fc.property(items, (list) => {
        const all = testsIn(list);
        const count = (state: string) => all.filter(({ test }) => test.state === state).length;
        expect(reportIn(printed(list))).toEqual({
          passed: count("passed"),
          failed: count("failed"),
          skipped: count("skipped"),
          seconds: all.reduce((sum, { test }) => sum + test.millis, 0) / 1000,
          failures: all.flatMap(({ test, path }) =>
            test.state === "failed" ? [{ test: [...path, test.name].join(" > "), message: test.message }] : [],
          ),
        });
      }),
      OPTIONS,
    );
  });

  it("is never given a smaller one by a cut", () => {
    fc.assert(
      fc.property(items, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const xml = printed(list).trimEnd();
        const beginning = xml.slice(0, Math.floor(share * (xml.length - 1)));
        expect(junitReason(beginning)).toBe(beginning === "" ? "empty" : "cut-off");
      }),
      OPTIONS,
    );
  });

  it("finds in several files what one file of all has", () => {
    fc.assert(
      fc.property(fc.array(items, { maxLength: 4 }), (lists) => {
        expect(mergeJunit(lists.map((list) => reportIn(printed(list))))).toEqual(reportIn(printed(lists.flat())));
      }),
      OPTIONS,
    );
  });
});
