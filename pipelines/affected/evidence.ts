import type { Touched } from "./tally.js";

/** What is asked about a service. Paths are relative to the repository; `.` is all of it. */
export interface LocatedService {
  readonly name: string;
  readonly path: string;
  readonly image: { readonly context: string };
  readonly needs: readonly string[];
}

/** Why a service is taken: by which rule, and by which change first. */
export type Evidence =
  | ({ readonly rule: "own-files" | "build-context" | "config" | "shared" } & Touched)
  | ({
      readonly rule: "needs";
      /** The service it needs. */
      readonly needed: string;
      /** The service that the change takes by itself: the one it needs, or one further on. */
      readonly origin: string;
    } & Touched);
