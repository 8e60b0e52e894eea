import type { Clock, Lease } from "../ports.js";
import { StatusError } from "../status.js";

interface Waiter {
  readonly settle: (result: { readonly lease: Lease } | { readonly error: StatusError }) => void;
}

/** Requests that wait for an instance, first come, first served. */
export class WaitingLine {
  readonly #clock: Clock;
  readonly #waiters = new Set<Waiter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get length(): number {
    return this.#waiters.size;
  }

  /** Resolves when served; rejects where the time is up, the signal says so, or all are sent away. */
  async wait(limitMillis: number, signal: AbortSignal, onLate: () => StatusError): Promise<Lease> {
    const done = new AbortController();
    let onAbort: () => void = () => undefined;
    try {
      return await new Promise<Lease>((resolve, reject) => {
        const waiter: Waiter = {
          settle: (result) => {
            this.#waiters.delete(waiter);
            if ("lease" in result) resolve(result.lease);
            else reject(result.error);
          },
        };
        this.#waiters.add(waiter);
        onAbort = () => waiter.settle({ error: new StatusError("CANCELLED", "The request was cancelled.") });
        signal.addEventListener("abort", onAbort);
        void this.#clock.sleep(limitMillis, done.signal).then(() => {
          if (this.#waiters.has(waiter)) waiter.settle({ error: onLate() });
        });
      });
    } finally {
      signal.removeEventListener("abort", onAbort);
      done.abort();
    }
  }

  /** Serves the first, while there is one and there is something for it. */
  serve(take: () => Lease | undefined): void {
    for (const waiter of this.#waiters) {
      const lease = take();
      if (lease === undefined) return;
      waiter.settle({ lease });
    }
  }

  sendAllAway(error: StatusError): void {
    for (const waiter of [...this.#waiters]) waiter.settle({ error });
  }
}
