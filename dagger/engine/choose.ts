/** What is known of the ways to run Dagger on this machine. */
export interface Surroundings {
  /** The value of `_EXPERIMENTAL_DAGGER_RUNNER_HOST`, if set and not empty. */
  readonly runnerHost: string | undefined;
  /** The `dagger` on the PATH, if there is one. */
  readonly daggerOnPath: string | undefined;
  /** A container runtime that answered, such as `docker`. */
  readonly containerRuntime: string | undefined;
}

/** Which engine a run uses. */
export type Choice =
  | { readonly kind: "remote"; readonly host: string; readonly cli: string | undefined }
  | { readonly kind: "container"; readonly cli: string; readonly runtime: string }
  | { readonly kind: "embedded" };

/** Picks the engine: a named one first, then the user's own Dagger, else the embedded one. */
export function chooseEngine({ runnerHost, daggerOnPath, containerRuntime }: Surroundings): Choice {
  if (runnerHost !== undefined) return { kind: "remote", host: runnerHost, cli: daggerOnPath };
  if (daggerOnPath !== undefined && containerRuntime !== undefined) {
    return { kind: "container", cli: daggerOnPath, runtime: containerRuntime };
  }
  return { kind: "embedded" };
}

/** The choice in one line, for stderr. */
export function describeChoice(choice: Choice, surroundings: Surroundings): string {
  switch (choice.kind) {
    case "remote":
      return `engine: ${choice.host} (named by _EXPERIMENTAL_DAGGER_RUNNER_HOST)`;
    case "container":
      return `engine: ${choice.cli} with ${choice.runtime}`;
    case "embedded": {
      const why =
        surroundings.daggerOnPath === undefined
          ? "no dagger on the PATH"
          : "no container runtime that dagger could use";
      return `engine: embedded (${why})`;
    }
    default:
      return choice satisfies never;
  }
}
