/** Why it cannot be said what changed: one kind for each thing that a person would do about it. */
export interface AffectedProblem {
  readonly kind:
    | "changes-cut-off"
    | "changes-malformed"
    | "ref-refused"
    | "ref-unknown"
    | "history-not-fetched"
    | "no-common-ancestor"
    | "repository-unreadable";
  readonly what: string;
  readonly saw: string;
  readonly next: string;
}
