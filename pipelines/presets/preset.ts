/** A value and what in the service's files suggests it. */
export interface Found<T> {
  readonly value: T;
  readonly because: string;
}

type Commands = readonly (readonly string[])[];

/** How services of one kind are linted, tested, built and started, read from a service's own files. */
export interface Preset {
  readonly name: "node" | "nextjs" | "python";
  readonly because: string;
  /** Image that everything is built on and that is shipped. */
  readonly base: Found<string>;
  readonly install: Found<readonly string[]>;
  readonly lint?: Found<Commands>;
  readonly test?: Found<Commands>;
  readonly build?: Found<readonly string[]>;
  /** What the image runs. */
  readonly start?: Found<readonly string[]>;
  /** Where the tests leave their report and their coverage, relative to the service's folder. */
  readonly junit?: Found<readonly string[]>;
  readonly coverage?: Found<string>;
  /** The Dockerfile that the preset stands for. Its stages are those in {@link STAGES}. */
  readonly dockerfile: (settled: Settled) => string;
}

/** What holds in the end: the preset's, unless the service says otherwise. */
export interface Settled {
  readonly base: string;
  readonly install: readonly string[];
  /** Whether the service gave its own install command, which may read any of its files. */
  readonly isOwnInstall: boolean;
  readonly build: readonly string[] | undefined;
  readonly start: readonly string[];
  readonly port: number;
}

/** The stages of every preset's Dockerfile: source with all packages, the same after its build, and what is shipped. */
export const STAGES = { dev: "dev", build: "build", image: "image" } as const;

/** Why a preset cannot do its work for a service. */
export interface PresetProblem {
  readonly what: string;
  readonly saw: string;
  readonly next: string;
}

export type PresetResult<T = Preset> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: PresetProblem };

export function unfit(
  what: string,
  saw: string,
  next: string,
): { readonly ok: false; readonly problem: PresetProblem } {
  return { ok: false, problem: { what, saw, next } };
}
