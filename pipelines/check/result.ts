import type { ScanResult } from "../scan/index.js";
import type { CoverageVerdict, JunitReport } from "../testing/index.js";

/** The checks of a release, in the order in which they are told. */
export const STAGES = ["lint", "test", "build", "scan"] as const;
export type Stage = (typeof STAGES)[number];

/** A built image. */
export interface BuiltImage {
  /** Digest of its manifest: the same for the same source on the same base image. */
  readonly digest: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** One check of one service; a scan is one for all services together. */
export interface CheckResult {
  readonly stage: Stage;
  /** Undefined for what concerns all services that were taken. */
  readonly service: string | undefined;
  /** `none`: the service has no such command. */
  readonly outcome: "passed" | "failed" | "none";
  readonly seconds: number;
  /** What was done or seen, in a few words. */
  readonly summary: string;
  /** What is wrong, line by line; nothing where it passed. */
  readonly findings: readonly string[];
  /** The end of what the failed command printed. */
  readonly output: readonly string[];
  /** Command that does exactly this again. */
  readonly repeat: readonly string[];
  readonly tests?: JunitReport | undefined;
  readonly coverage?: CoverageVerdict | undefined;
  readonly image?: BuiltImage | undefined;
  readonly scan?: ScanResult | undefined;
}

/** One run of some checks over some services. It has failed as soon as one check has. */
export interface CheckRun {
  readonly outcome: "passed" | "failed";
  readonly seconds: number;
  readonly stages: readonly Stage[];
  readonly services: readonly string[];
  readonly results: readonly CheckResult[];
  /** Things to know that are no failures, such as base images that are not pinned. */
  readonly notes: readonly string[];
}
