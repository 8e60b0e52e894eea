const REASONS = {
  empty: { how: "is empty", next: "see in the log whether the tests ran, and whether they write to this path" },
  "too-large": { how: "is too large", next: "leave the output of the tests out of it, or write several files" },
  "cut-off": { how: "ends in the middle", next: "run the tests again to their end, with space left on the disk" },
  "not-xml": { how: "is not XML", next: "have the reporter write to a file of its own, not to standard output" },
  "unsafe-xml": { how: "holds XML that no test tool writes", next: "give the file as the tool wrote it" },
  "no-testsuite": { how: "is XML, but not JUnit's", next: "give the file that a JUnit reporter writes" },
  "unknown-format": {
    how: "is in a format that Slipway does not know",
    next: "give lcov, Cobertura XML, Istanbul's coverage-summary.json or a coverprofile of Go",
  },
  malformed: { how: "breaks the rules of its format", next: "have the coverage tool write it again" },
} as const;

/** Why a file that a test run leaves behind cannot be read: one reason for each thing that a person would do about it. */
export interface TestingProblem {
  readonly reason: keyof typeof REASONS;
  readonly what: string;
  /** Numbers, places and names of tags; no other text of the file, which may hold a secret. */
  readonly saw: string;
  readonly next: string;
}

export interface Refused {
  readonly ok: false;
  readonly problem: TestingProblem;
}

export type Subject = "test report" | "coverage report";

export function refuse(subject: Subject, reason: TestingProblem["reason"], saw: string): Refused {
  const { how, next } = REASONS[reason];
  return { ok: false, problem: { reason, what: `The ${subject} ${how}.`, saw, next } };
}
