import type { Clock } from "../ports.js";

/** Something that happens unless it is called off. */
export interface Deadline {
  cancel(): void;
}

/** Deadlines of one length: they are due in the order in which they were set, so that a list serves as a queue. */
interface Queue {
  head: Entry | undefined;
  tail: Entry | undefined;
  isWatched: boolean;
}

class Entry implements Deadline {
  before: Entry | undefined;
  after: Entry | undefined;
  isSet = true;
  readonly queue: Queue;
  readonly dueMillis: number;
  readonly expire: () => void;

  constructor(queue: Queue, dueMillis: number, expire: () => void) {
    this.queue = queue;
    this.dueMillis = dueMillis;
    this.expire = expire;
    this.before = queue.tail;
    if (queue.tail === undefined) queue.head = this;
    else queue.tail.after = this;
    queue.tail = this;
  }

  cancel(): void {
    if (!this.isSet) return;
    this.isSet = false;
    if (this.before === undefined) this.queue.head = this.after;
    else this.before.after = this.after;
    if (this.after === undefined) this.queue.tail = this.before;
    else this.after.before = this.before;
  }
}

/**
 * Deadlines by the thousand: setting one and calling it off costs a few assignments, and there is one sleeper for every
 * length of time and not for every request.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #queues = new Map<number, Queue>();
  readonly #end = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  after(millis: number, expire: () => void): Deadline {
    let queue = this.#queues.get(millis);
    if (queue === undefined) {
      queue = { head: undefined, tail: undefined, isWatched: false };
      this.#queues.set(millis, queue);
    }
    const entry = new Entry(queue, this.#clock.nowMillis() + millis, expire);
    if (!queue.isWatched) {
      queue.isWatched = true;
      void this.#watch(millis, queue);
    }
    return entry;
  }

  nowMillis(): number {
    return this.#clock.nowMillis();
  }

  /** None expires any more. */
  close(): void {
    this.#end.abort();
  }

  async #watch(millis: number, queue: Queue): Promise<void> {
    for (let next = queue.head; next !== undefined; next = queue.head) {
      const wait = next.dueMillis - this.#clock.nowMillis();
      if (wait > 0) await this.#clock.sleep(wait, this.#end.signal);
      if (this.#end.signal.aborted) return;
      const now = this.#clock.nowMillis();
      for (let due = queue.head; due !== undefined && due.dueMillis <= now; due = queue.head) {
        due.cancel();
        due.expire();
      }
    }
    queue.isWatched = false;
    this.#queues.delete(millis);
  }
}
