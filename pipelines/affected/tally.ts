import type { Change } from "./change.js";

/** What changed, as far as one rule sees it. */
export interface Touched {
  /** The first path, in the order of the diff. */
  readonly path: string;
  /** The change that the path is from. */
  readonly change: Change;
  /** How many paths there are, this one among them. */
  readonly paths: number;
}

interface Seen {
  readonly path: string;
  readonly change: Change;
  /** Place of the path in the diff. */
  readonly order: number;
}

/** Counts paths and keeps the first of them. */
export class Tally {
  #first: Seen | undefined;
  #paths = 0;

  get touched(): Touched | undefined {
    if (this.#first === undefined) return undefined;
    return { path: this.#first.path, change: this.#first.change, paths: this.#paths };
  }

  add(seen: Seen): void {
    this.#paths++;
    if (this.#first === undefined || seen.order < this.#first.order) this.#first = seen;
  }

  join(other: Tally): void {
    if (other.#first === undefined) return;
    this.add(other.#first);
    this.#paths += other.#paths - 1;
  }
}
