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
  const { tests, findings } = testsOf(outcome, service, wanted.junit);
  const failures = tests === undefined ? [] : failureLines(tests);
  if (verdict.outcome === "failed") {
    const isTold = tests !== undefined && tests.failed > 0 && !outcome.isOverTime;
    return {
      ...verdict,
      summary: isTold ? testsText(tests) : verdict.summary,
      findings: [...verdict.findings, ...failures, ...(isTold ? findings : [])],
      // What failed tests have to say is in their reports; where one of these is not whole, it is in the output.
      output: isTold && findings.length === 0 ? [] : verdict.output,
      tests,
    };
  }
  const covered = coverageOf(outcome, service, wanted.coverage);
  const ended = `\`${outcome.commands.at(-1)?.join(" ") ?? ""}\` ended with 0`;
  const wrong = [
    ...(failures.length > 0 ? [`${ended} all the same`, ...failures] : []),
    ...findings,
    ...(tests === undefined ? [] : emptyLines(tests)),
    ...covered.findings,
  ];
  const isFailed = wrong.length > 0;
  const told = [
    ...(findings.length > 0 ? ["a test report is missing or cannot be read"] : []),
    ...(covered.findings.length > 0 ? [covered.coverage === undefined ? "no coverage" : "coverage is too low"] : []),
    tests === undefined ? (isFailed ? ended : verdict.summary) : testsText(tests),
    ...coverageText(covered.coverage),
  ];
  return {
    ...verdict,
    outcome: isFailed ? "failed" : "passed",
    summary: told.join("; "),
    findings: wrong,
    tests,
    coverage: covered.coverage,
  };
}

function failureLines({ failures }: JunitReport): string[] {
  const lines = failures.slice(0, LISTED).flatMap(({ test, file, message }) => {
    const where = file === undefined ? "" : ` (${file})`;
    return [`${test}${where}`, ...message.split("\n").map((line) => `  ${line}`)];
  });
  return failures.length > LISTED ? [...lines, `and ${failures.length - LISTED} more`] : lines;
}

function emptyLines({ passed, failed, skipped }: JunitReport): string[] {
  if (passed + failed > 0) return [];
  return [skipped > 0 ? "no test has passed: all of them were skipped" : "no test has passed: is there any?"];
}

type Ran = Extract<CommandOutcome, { kind: "ran" }>;

function testsOf({ reports }: Ran, { name }: Service, paths: readonly string[]) {
  if (paths.length === 0) return { tests: undefined, findings: [] };
  const read: JunitReport[] = [];
  const findings: string[] = [];
  for (const path of paths) {
    const text = reports.get(path);
    const report = text === undefined ? undefined : readJunit(text);
    if (report === undefined) findings.push(...missing(path, "tests.junit", name));
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
      findings: isAsked
        ? [
            "a minimum of coverage is set, and nothing says where it is written",
            `  next: set tests.coverage of ${service.name}`,
          ]
        : [],
    };
  }
  const text = reports.get(path);
  if (text === undefined) return { findings: missing(path, "tests.coverage", service.name) };
  const read = readCoverage(text);
  if (!read.ok) return { findings: problemLines(path, read.problem) };
  const coverage = judgeCoverage(read.coverage, minimum);
  return { coverage, findings: coverage.metrics.filter(({ isMet }) => !isMet).map(unmet) };
}

function missing(path: string, field: string, service: string): string[] {
  return [
    `the tests did not write ${path}`,
    `  next: have them write it, or set ${field} of ${service} to what they write`,
  ];
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
