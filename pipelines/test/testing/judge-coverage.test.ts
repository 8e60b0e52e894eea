import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Coverage, type CoverageMinimum, judgeCoverage } from "../../testing/index.js";

const covered = (lines: number, total: number, more: Partial<Coverage> = {}): Coverage => ({
  format: "lcov",
  lines: { covered: lines, total },
  ...more,
});
const judge = (coverage: Coverage, minimum: CoverageMinimum) => judgeCoverage(coverage, minimum);

describe("judgeCoverage", () => {
  it.each([
    [3, 4, 75, "passed"],
    [3, 4, 75.01, "failed"],
    [0, 4, 0, "passed"],
    [0, 4, 0.1, "failed"],
    [4, 4, 100, "passed"],
    [99_999, 100_000, 100, "failed"],
    [161, 1000, 16.1, "passed"],
    [160, 1000, 16.1, "failed"],
    [2, 3, 66.66, "passed"],
    [2, 3, 66.67, "failed"],
    [1, 1, Number.NaN, "failed"],
  ])("of %i of %i lines and at least %d %%: %s", (lines, total, linesPercent, verdict) => {
    expect(judge(covered(lines, total), { linesPercent }).verdict).toBe(verdict);
  });

  it("gives the evidence for every metric", () => {
    const coverage = covered(3, 4, { functions: { covered: 2, total: 3 } });
    expect(judge(coverage, { linesPercent: 80, branchesPercent: 50 })).toEqual({
      verdict: "failed",
      format: "lcov",
      metrics: [
        { metric: "lines", state: "measured", percent: 75, covered: 3, total: 4, minimumPercent: 80, isMet: false },
        { metric: "branches", state: "not-measured", minimumPercent: 50, isMet: false },
        {
          metric: "functions",
          state: "measured",
          percent: 66.66,
          covered: 2,
          total: 3,
          minimumPercent: undefined,
          isMet: true,
        },
      ],
    });
  });

  it.each(["branches", "functions"] as const)("never lets %s pass that the report does not hold", (metric) => {
    for (const limit of [0, 1, 100]) {
      expect(judge(covered(1, 1), { [`${metric}Percent`]: limit }).verdict).toBe("failed");
    }
    expect(judge(covered(1, 1), {}).verdict).toBe("passed");
  });

  it("takes a minimum for met where there is nothing to cover, and says so", () => {
    const { verdict, metrics } = judge(covered(0, 0), { linesPercent: 100 });
    expect(verdict).toBe("passed");
    expect(metrics[0]).toEqual({ metric: "lines", state: "nothing-to-cover", minimumPercent: 100, isMet: true });
  });

  it("says 100 % only of what is covered altogether", () => {
    expect(judge(covered(99_999, 100_000), {}).metrics[0]).toMatchObject({ percent: 99.99 });
  });

  it("decides as whole numbers do, for any counts and limits with up to four decimals", () => {
    const counts = fc
      .nat(10_000_000)
      .chain((total) => fc.record({ part: fc.nat(total), total: fc.constant(total + 1) }));
    const near = fc.integer({ min: -1, max: 1 });
    fc.assert(
      fc.property(counts, fc.nat(1_000_000), fc.boolean(), near, ({ part, total }, any, isNear, by) => {
        const limit = isNear ? Math.max(0, Math.round((part / total) * 1_000_000) + by) : any;
        const isMet = BigInt(part) * 1_000_000n >= BigInt(limit) * BigInt(total);
        const { verdict } = judge(covered(part, total), { linesPercent: limit / 10_000 });
        expect(verdict).toBe(isMet ? "passed" : "failed");
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });
});
