/** One thing that a release did for a service. */
export interface Step {
  /** A word such as `build`, `migrate` or `smoke`. */
  readonly name: string;
  readonly outcome: "done" | "failed";
  readonly seconds: number;
  /** What was done or seen, in a few words; for a failure, why. */
  readonly detail: string;
}

/** What a release did for one service, in order. */
export interface ServiceRelease {
  readonly service: string;
  readonly outcome: "deployed" | "failed" | "stopped";
  readonly steps: readonly Step[];
}

/** One run of deploy. It has failed as soon as one service has. */
export interface Release {
  readonly environment: string;
  readonly outcome: "deployed" | "failed";
  readonly seconds: number;
  readonly services: readonly ServiceRelease[];
}
