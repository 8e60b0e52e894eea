import type { Refused } from "./problem.js";

export const METRICS = ["lines", "branches", "functions"] as const;
export type Metric = (typeof METRICS)[number];

export interface Covered {
  readonly covered: number;
  readonly total: number;
}

/** What tests ran of a service. A metric that the report does not measure is not there: that is not the same as nothing covered. */
export interface Coverage {
  readonly format: "lcov" | "cobertura" | "istanbul-summary" | "go-coverprofile";
  /** Of a coverprofile: statements, which is what Go counts. */
  readonly lines: Covered;
  readonly branches?: Covered | undefined;
  readonly functions?: Covered | undefined;
}

export type ReadCoverage = { readonly ok: true; readonly coverage: Coverage } | Refused;

/** Counts what is covered among things that may be named more than once: one run of a thing is enough. */
export class Ran<Key> {
  readonly #isCovered = new Map<Key, boolean>();

  get total(): number {
    return this.#isCovered.size;
  }

  get covered(): Covered {
    return { covered: [...this.#isCovered.values()].filter(Boolean).length, total: this.total };
  }

  add(key: Key, isCovered: boolean): void {
    this.#isCovered.set(key, isCovered || this.#isCovered.get(key) === true);
  }
}

export function added(counts: readonly Covered[]): Covered {
  return counts.reduce((all, one) => ({ covered: all.covered + one.covered, total: all.total + one.total }), {
    covered: 0,
    total: 0,
  });
}
