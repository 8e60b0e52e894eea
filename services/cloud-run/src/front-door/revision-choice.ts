interface Weighted {
  readonly revision: string;
  readonly percent: number;
  current: number;
}

/**
 * Which revision a request goes to: smooth weighted turns, in which any run of 100 choices has the split exactly and a
 * small share is spread over the run. Google draws lots; turns have the same shares with less noise.
 */
export class RevisionChoice {
  readonly #targets: readonly Weighted[];
  readonly #total: number;

  /** With `before`, revisions that stay keep their place in the turn, so that a split that changes often is kept too. */
  constructor(targets: readonly { readonly revision: string; readonly percent: number }[], before?: RevisionChoice) {
    const percents = new Map<string, number>();
    for (const { revision, percent } of targets) {
      if (percent > 0) percents.set(revision, (percents.get(revision) ?? 0) + percent);
    }
    this.#targets = [...percents].map(([revision, percent]) => ({
      revision,
      percent,
      current: before === undefined ? 0 : before.#currentOf(revision),
    }));
    this.#total = this.#targets.reduce((sum, { percent }) => sum + percent, 0);
  }

  #currentOf(revision: string): number {
    return this.#targets.find((target) => target.revision === revision)?.current ?? 0;
  }

  /** The revisions that have a share. */
  get revisions(): readonly string[] {
    return this.#targets.map(({ revision }) => revision);
  }

  /** Undefined where no revision has a share. */
  next(): string | undefined {
    let best = this.#targets[0];
    if (best === undefined || this.#targets.length === 1) return best?.revision;
    for (const target of this.#targets) {
      target.current += target.percent;
      if (target.current > best.current) best = target;
    }
    best.current -= this.#total;
    return best.revision;
  }
}
