import { type Coverage, METRICS, type Metric } from "./coverage.js";

/** What must at least be covered, in percent; a metric without a minimum is told and holds nothing back. */
export interface CoverageMinimum {
  readonly linesPercent?: number | undefined;
  readonly branchesPercent?: number | undefined;
  readonly functionsPercent?: number | undefined;
}

interface Held {
  readonly metric: Metric;
  readonly minimumPercent: number | undefined;
  readonly isMet: boolean;
}

export type MetricVerdict =
  /** `percent` is rounded down to hundredths, so that 100 means all; the verdict is by the exact numbers. */
  | (Held & {
      readonly state: "measured";
      readonly percent: number;
      readonly covered: number;
      readonly total: number;
    })
  | (Held & { readonly state: "nothing-to-cover"; readonly isMet: true })
  /** The report does not hold the metric: a minimum for it is not met. */
  | (Held & { readonly state: "not-measured" });

/** The verdict with its evidence: every metric, the same for the same numbers. */
export interface CoverageVerdict {
  readonly verdict: "passed" | "failed";
  readonly format: Coverage["format"];
  readonly metrics: readonly MetricVerdict[];
}

/** Holds coverage against minimums. A metric that is not measured never meets one; where there is nothing to cover, any is met. */
export function judgeCoverage(coverage: Coverage, minimum: CoverageMinimum): CoverageVerdict {
  const metrics = METRICS.map((metric) => verdictOn(metric, coverage, minimum[`${metric}Percent`]));
  const verdict = metrics.every(({ isMet }) => isMet) ? "passed" : "failed";
  return { verdict, format: coverage.format, metrics };
}

function verdictOn(metric: Metric, coverage: Coverage, minimumPercent: number | undefined): MetricVerdict {
  const measured = coverage[metric];
  if (measured === undefined) {
    return { metric, minimumPercent, state: "not-measured", isMet: minimumPercent === undefined };
  }
  const { covered, total } = measured;
  if (total === 0) return { metric, minimumPercent, state: "nothing-to-cover", isMet: true };
  const percent = Math.floor((covered * 10_000) / total) / 100;
  const isMet = minimumPercent === undefined || isEnough(covered * 100, minimumPercent * total);
  return { metric, minimumPercent, state: "measured", percent, covered, total, isMet };
}

/** Whether the measured reaches the wanted, where 16.1 times 1000 is a little more than 16100. */
function isEnough(measured: number, wanted: number): boolean {
  return measured >= wanted * (1 - 4 * Number.EPSILON);
}
