/** What the number of instances is decided on. */
export interface Load {
  /** Requests that run on instances that take more. */
  readonly inFlight: number;
  /** Requests that wait for an instance. */
  readonly waiting: number;
  readonly concurrency: number;
  readonly minInstances: number;
  readonly maxInstances: number;
}

/** How many instances the load asks for, within the limits. The upper one wins where they contradict each other. */
export function wantedInstances(load: Load): number {
  const needed = Math.ceil((load.inFlight + load.waiting) / Math.max(1, load.concurrency));
  return Math.min(load.maxInstances, Math.max(load.minInstances, needed));
}

/** How many are to be started: those wanted, while those that are on their way out still count towards the maximum. */
export function instancesToStart(
  load: Load,
  now: { readonly starting: number; readonly ready: number; readonly draining: number },
): number {
  const live = now.starting + now.ready;
  return Math.max(0, Math.min(wantedInstances(load) - live, load.maxInstances - live - now.draining));
}

/** How long a request waits for an instance. https://cloud.google.com/run/docs/about-instance-autoscaling */
export function pendingLimitMillis(averageStartMillis: number, floorMillis: number): number {
  return Math.max(floorMillis, 3.5 * averageStartMillis);
}

/** How long the next start waits after so many failures in a row: not at all at first, then twice as long each time. */
export function restartDelayMillis(
  failures: number,
  backOff: { readonly firstMillis: number; readonly limitMillis: number },
): number {
  return failures <= 1 ? 0 : Math.min(backOff.limitMillis, backOff.firstMillis * 2 ** (failures - 2));
}
