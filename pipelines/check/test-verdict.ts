import type { Service } from "../config/index.js";
import {
  type CoverageVerdict,
  type JunitReport,
  judgeCoverage,
  type MetricVerdict,
  mergeJunit,
  readCoverage,
  readJunit,
  type TestingProblem,
} from "../testing/index.js";
import { commandVerdict, type Verdict } from "./command-verdict.js";
import type { CommandOutcome } from "./ports.js";

/** Failed tests that are listed with their message; the JUnit report has them all. */
const LISTED = 20;

/**
 * Passed where the command ended with 0, every report that it was to write is there and whole, no test in them failed, at
 * least one passed, and coverage reaches the service's minimum.
 */
export function testVerdict(
  outcome: CommandOutcome,
  service: Service,
  wanted: { readonly junit: readonly string[]; readonly coverage: string | undefined },
): Verdict {
  const verdict = commandVerdict(outcome, service);
  if (outcome.kind !== "ran") return verdict;
  const { tests, findings } = testsOf(outcome, wanted.junit);
  const failed = tests?.failures.slice(0, LISTED).flatMap(({ test, file, message }) => {
    const where = file === undefined ? "" : ` (${file})`;
    return [`${test}${where}`, ...message.split("\n").map((line) => `  ${line}`)];
  });
  const more = (tests?.failures.length ?? 0) - LISTED;
  if (verdict.outcome === "failed") {
    const isTold = tests !== undefined && tests.failed > 0;
    return {
      ...verdict,
      summary: isTold && !outcome.isOverTime ? testsText(tests) : verdict.summary,
      findings: [...verdict.findings, ...(failed ?? []), ...(more > 0 ? [`and ${more} more`] : [])],
      // What failed tests have to say is in their report; where there is none, it is in the output.
      output: isTold ? [] : verdict.output,
      tests,
    };
  }
  const covered = coverageOf(outcome, service, wanted.coverage);
  const wrong = [
    ...findings,
    ...(tests !== undefined && tests.failed > 0 ? (failed ?? []) : []),
    ...(tests !== undefined && tests.passed === 0 ? ["no test has passed: is there any?"] : []),
    ...covered.findings,
  ];
  const told = [tests === undefined ? verdict.summary : testsText(tests), ...coverageText(covered.coverage)].join("; ");
  return {
    ...verdict,
    outcome: wrong.length > 0 ? "failed" : "passed",
    summary: told,
    findings: wrong,
    tests,
    coverage: covered.coverage,
  };
}

type Ran = Extract<CommandOutcome, { kind: "ran" }>;

function testsOf({ reports }: Ran, paths: readonly string[]) {
  if (paths.length === 0) return { tests: undefined, findings: [] };
  const read: JunitReport[] = [];
  const findings: string[] = [];
  for (const path of paths) {
    const text = reports.get(path);
    const report = text === undefined ? undefined : readJunit(text);
    if (report === undefined) findings.push(`the tests did not write ${path}`);
    else if (report.ok) read.push(report.report);
    else findings.push(...problemLines(path, report.problem));
  }
  return { tests: read.length === 0 ? undefined : mergeJunit(read), findings };
}

function coverageOf(
  { reports }: Ran,
  service: Service,
  path: string | undefined,
): { readonly coverage?: CoverageVerdict; readonly findings: readonly string[] } {
  const { minimum } = service.tests;
  const isAsked = Object.values(minimum).some((percent) => percent !== undefined);
  if (path === undefined) {
    return {
      findings: isAsked ? ["a minimum of coverage is set, and nothing says where it is written: tests.coverage"] : [],
    };
  }
  const text = reports.get(path);
  if (text === undefined) return { findings: [`the tests did not write ${path}`] };
  const read = readCoverage(text);
  if (!read.ok) return { findings: problemLines(path, read.problem) };
  const coverage = judgeCoverage(read.coverage, minimum);
  return { coverage, findings: coverage.metrics.filter(({ isMet }) => !isMet).map(unmet) };
}

function unmet(metric: MetricVerdict): string {
  const seen =
    metric.state === "measured" ? `${metric.percent} % (${metric.covered} of ${metric.total})` : "not measured";
  return `coverage of ${metric.metric}: ${seen}, at least ${metric.minimumPercent} % wanted`;
}

function problemLines(path: string, { what, saw, next }: TestingProblem): string[] {
  return [`${path}: ${what}`, `  seen: ${saw}`, `  next: ${next}`];
}

function testsText({ passed, failed, skipped }: JunitReport): string {
  return [
    failed > 0 ? `${failed} of ${passed + failed} tests failed` : `${passed} ${passed === 1 ? "test" : "tests"} passed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(", ");
}

function coverageText(coverage: CoverageVerdict | undefined): string[] {
  const measured = coverage?.metrics.flatMap((one) =>
    one.state === "measured" ? [`${one.metric} ${one.percent} %`] : [],
  );
  return measured === undefined || measured.length === 0 ? [] : [`covered: ${measured.join(", ")}`];
}
