import type { Service } from "../config/index.js";
import type { PresetProblem } from "../presets/index.js";
import type { ScanResult } from "../scan/index.js";
import type { BuiltImage } from "./result.js";

/** How the commands of one stage ended. */
export type CommandOutcome =
  | { readonly kind: "none" }
  | { readonly kind: "unfit"; readonly problem: PresetProblem }
  /** The image that they run in could not be built. */
  | { readonly kind: "image-failed"; readonly output: string }
  | {
      readonly kind: "ran";
      /** Those that ran, in order; the last one decided. */
      readonly commands: readonly (readonly string[])[];
      readonly exitCode: number;
      readonly output: string;
      /** Whether it was ended because it took longer than the service's limit. */
      readonly isOverTime: boolean;
      /** Texts of the report files that were asked for, by path; undefined where one was not written. */
      readonly reports: ReadonlyMap<string, string | undefined>;
    };

/** How the build of an image ended. */
export type BuildOutcome =
  | { readonly kind: "unfit"; readonly problem: PresetProblem }
  | { readonly kind: "failed"; readonly output: string }
  | { readonly kind: "built"; readonly image: BuiltImage };

/** What the gate over all scans says, and which services' images it could not look at. */
export interface ScanOutcome {
  readonly result: ScanResult;
  readonly unbuilt: readonly string[];
}

/** What checks need of the world. */
export interface CheckPorts {
  readonly workshop: {
    /** Runs the commands of a stage in the service's own image, `uses` beside it. */
    run(service: Service, stage: "lint" | "test"): Promise<CommandOutcome>;
    build(service: Service): Promise<BuildOutcome>;
    /** Scans the images and the source of services, and judges what was found. */
    scan(services: readonly Service[]): Promise<ScanOutcome>;
    /** Where a service's tests leave their report and their coverage. */
    reportsOf(service: Service): { readonly junit: readonly string[]; readonly coverage: string | undefined };
  };
  readonly clock: { nowMillis(): number };
  /** Wraps each check, to show progress; `name` is like `listings: test`. */
  readonly span: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}
