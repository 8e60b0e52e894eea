export interface TestFailure {
  /** The test's name after those of its suites or its class, such as `price > is lower for members`. */
  readonly test: string;
  /** Path as the reporter writes it; most name none. */
  readonly file?: string | undefined;
  /** What went wrong in at most five lines of 300 characters, without colours and stack traces. */
  readonly message: string;
}

/** What the tests of one service came to. Tests are counted one by one; what the file says of their number is not read. */
export interface JunitReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of all tests together, to the microsecond; tests that ran side by side took less by the clock. */
  readonly seconds: number;
  readonly failures: readonly TestFailure[];
}

/** Adds up the reports of one service; none is a report of no tests. */
export function mergeJunit(reports: readonly JunitReport[]): JunitReport {
  return {
    passed: sum(reports.map(({ passed }) => passed)),
    failed: sum(reports.map(({ failed }) => failed)),
    skipped: sum(reports.map(({ skipped }) => skipped)),
    seconds: toMicroseconds(sum(reports.map(({ seconds }) => seconds))),
    failures: reports.flatMap(({ failures }) => failures),
  };
}

export function toMicroseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
