import type { Handlers, PlainMessage } from "../plain-message.js";
import type { Clock } from "../ports.js";
import { child, number, type Random, randomUid, text } from "../resources/index.js";
import { CODES, type CodeName, StatusError } from "../status.js";
import { page } from "./paging.js";

/** Finished operations that are kept; the oldest go first. */
const KEPT = 1000;

/** How an operation ended. */
export type OperationEnd =
  | { readonly kind: "done"; readonly resource: PlainMessage }
  | { readonly kind: "failed"; readonly code: CodeName; readonly message: string; readonly resource?: PlainMessage };

interface Entry {
  readonly message: PlainMessage;
  readonly type: string;
  readonly order: number;
}

/** Long-running operations, at projects/P/locations/L/operations/ID. Response and metadata are `{ "@type", value }`. */
export class Operations {
  readonly #entries = new Map<string, Entry>();
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #clock: Clock;
  readonly #random: Random;
  #count = 0;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** A new operation on a resource of a type such as google.cloud.run.v2.Service. `name`: one that goes on after a restart. */
  begin(parent: string, type: string, resource: PlainMessage, name?: string): PlainMessage {
    const full = name ?? `${parent}/operations/${randomUid(this.#random)}`;
    const message = { name: full, metadata: { "@type": type, value: resource }, done: false };
    this.#entries.set(full, { message, type, order: this.#count++ });
    return message;
  }

  /** An operation that has ended already, for calls that only validate. Not kept. */
  ended(parent: string, type: string, resource: PlainMessage): PlainMessage {
    const packed = { "@type": type, value: resource };
    return {
      name: `${parent}/operations/${randomUid(this.#random)}`,
      metadata: packed,
      done: true,
      response: packed,
    };
  }

  end(name: string, end: OperationEnd): PlainMessage | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) {
      return undefined;
    }
    const packed =
      end.resource === undefined ? entry.message["metadata"] : { "@type": entry.type, value: end.resource };
    const result =
      end.kind === "done" ? { response: packed } : { error: { code: CODES[end.code], message: end.message } };
    const message = { name, metadata: packed, done: true, ...result };
    this.#entries.set(name, { ...entry, message });
    for (const wake of this.#waiting.get(name) ?? []) {
      wake();
    }
    this.#waiting.delete(name);
    this.#forgetOldest();
    return message;
  }

  handlers(): Handlers {
    const prefix = "google.longrunning.Operations.";
    return {
      [`${prefix}GetOperation`]: async (request) => this.#get(text(request, "name")).message,
      [`${prefix}ListOperations`]: async (request) => this.#list(request),
      [`${prefix}WaitOperation`]: (request) => this.#wait(request),
      [`${prefix}DeleteOperation`]: async (request) => {
        const name = text(request, "name");
        this.#get(name);
        this.#entries.delete(name);
        return {};
      },
    };
  }

  #get(name: string): Entry {
    const entry = this.#entries.get(name);
    if (entry === undefined) {
      throw new StatusError("NOT_FOUND", `Operation '${name}' was not found.`);
    }
    return entry;
  }

  #list(request: PlainMessage): PlainMessage {
    const parent = text(request, "name").replace(/\/operations$/, "");
    const filter = text(request, "filter").replace(/\s/g, "").toLowerCase();
    const found = [...this.#entries.values()]
      .filter((one) => text(one.message, "name").startsWith(`${parent}/operations/`))
      .filter((one) => filter === "" || filter === `done=${one.message["done"] === true}`)
      .map((one) => ({ key: one.order, name: text(one.message, "name"), item: one.message }));
    const { items, nextPageToken } = page(found, request, `operations ${parent} ${filter}`);
    return { operations: items, ...(nextPageToken === "" ? {} : { nextPageToken }) };
  }

  async #wait(request: PlainMessage): Promise<PlainMessage> {
    const name = text(request, "name");
    const timeout = child(request, "timeout");
    const millis = number(timeout, "seconds") * 1000 + number(timeout, "nanos") / 1e6;
    if (this.#get(name).message["done"] !== true) {
      const stop = new AbortController();
      const wakers = this.#waiting.get(name) ?? new Set();
      this.#waiting.set(name, wakers);
      let wake = () => {};
      const ended = new Promise<void>((resolve) => {
        wake = resolve;
        wakers.add(wake);
      });
      await Promise.race([ended, ...(timeout === undefined ? [] : [this.#clock.sleep(millis, stop.signal)])]);
      stop.abort();
      wakers.delete(wake);
    }
    return this.#get(name).message;
  }

  #forgetOldest(): void {
    if (this.#entries.size > KEPT) {
      const oldest = [...this.#entries].find(([, one]) => one.message["done"] === true);
      this.#entries.delete(oldest?.[0] ?? "");
    }
  }
}
