import { type CheckResult, STAGES } from "../check/index.js";

/** Checks that did not fail have a row each up to this many; beyond, there is one for all of a stage. */
const MOST_ROWS = 40;

/** One check, or several of a stage that ended alike: `seconds` is the slowest's. */
export interface CheckRow {
  readonly who: string;
  readonly stage: CheckResult["stage"];
  readonly outcome: CheckResult["outcome"];
  readonly seconds: number;
  /** One line. */
  readonly summary: string;
}

/** What a list of checks shows: service by service as they were given, what concerns all of them last. */
export function checkRows(results: readonly CheckResult[]): {
  readonly rows: readonly CheckRow[];
  /** Whether some rows stand for several checks. */
  readonly isCounted: boolean;
} {
  const quiet = new Set(results.filter(({ outcome, service }) => outcome !== "failed" && service !== undefined));
  if (quiet.size <= MOST_ROWS) return { rows: inOrder(results).map(rowOf), isCounted: false };
  const others = results.filter((result) => !quiet.has(result));
  return { rows: [...counted([...quiet]), ...inOrder(others).map(rowOf)], isCounted: true };
}

function counted(results: readonly CheckResult[]): CheckRow[] {
  return STAGES.flatMap((stage) =>
    (["passed", "none"] as const).flatMap((outcome) => {
      const alike = results.filter((result) => result.stage === stage && result.outcome === outcome);
      const [first, second] = alike;
      if (first === undefined) return [];
      const one = rowOf(first);
      if (second === undefined) return [one];
      const slowest = alike.reduce((slow, other) => (other.seconds > slow.seconds ? other : slow));
      const summary = outcome === "passed" ? `passed, ${slowest.service} the slowest` : one.summary;
      return [{ who: `${alike.length} services`, stage, outcome, seconds: slowest.seconds, summary }];
    }),
  );
}

function rowOf({ service, stage, outcome, seconds, summary }: CheckResult): CheckRow {
  const line = summary.trim().replaceAll(/\s*[\r\n]+\s*/g, " ");
  return { who: service ?? "all", stage, outcome, seconds, summary: line };
}

function inOrder(results: readonly CheckResult[]): CheckResult[] {
  const order = new Map<string | undefined, number>();
  for (const { service } of results) if (!order.has(service)) order.set(service, order.size);
  order.set(undefined, order.size);
  return results.toSorted((one, other) => (order.get(one.service) ?? 0) - (order.get(other.service) ?? 0));
}
