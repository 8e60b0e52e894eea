import type { PlainMessage } from "../plain-message.js";
import type { ServiceRecord } from "../resources/index.js";
import { StatusError } from "../status.js";
import type { ServiceActor } from "./service-actor.js";

/** Deleted services that `show_deleted` still shows; the oldest go first. */
const KEPT_DELETED = 1000;

/** All services there are and were, by full name. */
export class ServiceDirectory {
  readonly #actors = new Map<string, ServiceActor>();
  readonly #deleted: PlainMessage[] = [];
  readonly #make: (name: string) => ServiceActor;

  constructor(make: (name: string) => ServiceActor) {
    this.#make = make;
  }

  actor(name: string): ServiceActor {
    const known = this.#actors.get(name) ?? this.#make(name);
    this.#actors.set(name, known);
    return known;
  }

  /** The service of a name, or NOT_FOUND. */
  existing(name: string): ServiceRecord {
    return required(this.#actors.get(name)?.record, name);
  }

  /** The services of a project and location. */
  under(parent: string): readonly ServiceRecord[] {
    return [...this.#actors.values()]
      .filter((one) => one.name.startsWith(`${parent}/services/`))
      .flatMap((one) => (one.record === undefined ? [] : [one.record]));
  }

  bury(service: PlainMessage): void {
    this.#deleted.push(service);
    this.#deleted.splice(0, Math.max(0, this.#deleted.length - KEPT_DELETED));
  }

  deletedUnder(parent: string): readonly PlainMessage[] {
    return this.#deleted.filter((one) => String(one["name"]).startsWith(`${parent}/services/`));
  }
}

/** The record, or NOT_FOUND in Google's words. */
export function required(record: ServiceRecord | undefined, name: string): ServiceRecord {
  if (record === undefined) {
    throw new StatusError(
      "NOT_FOUND",
      `Resource '${name.slice(name.lastIndexOf("/") + 1)}' of kind 'SERVICE' in the given region does not exist.`,
    );
  }
  return record;
}
