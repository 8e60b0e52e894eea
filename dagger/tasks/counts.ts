/** How a suite went. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What vitest's JSON reporter writes, as far as it is read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/**
 * The counts of a vitest run. A run that ended badly without a failed test (a file that could not be loaded, an error
 * outside a test) counts as one failed: it must not look like success. So does one that ran no test at all.
 */
export function countVitest(exitCode: number, report: VitestReport | undefined): Counts {
  const passed = report?.numPassedTests ?? 0;
  const failed = report?.numFailedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  const isBroken = (exitCode !== 0 || passed + failed === 0) && failed === 0;
  return { passed, failed: isBroken ? 1 : failed, skipped };
}

/** All suites as one. */
export function sumCounts(counts: readonly Counts[]): Counts {
  const sum = (pick: (one: Counts) => number) => counts.reduce((total, one) => total + pick(one), 0);
  return { passed: sum((one) => one.passed), failed: sum((one) => one.failed), skipped: sum((one) => one.skipped) };
}

/** The last line of a test run. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `tests: ${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}
