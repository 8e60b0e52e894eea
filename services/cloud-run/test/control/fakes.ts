import { type ControlPlane, createControlPlane } from "../../src/control/index.js";
import type { PlainMessage } from "../../src/plain-message.js";
import type { Clock, FrontDoor, Instances, RevisionSpec, Route, StartOutcome } from "../../src/ports.js";
import type { ServiceRecord } from "../../src/resources/index.js";
import type { Storage } from "../../src/storage/index.js";

export const PARENT = "projects/p/locations/l";
export const NAME = `${PARENT}/services/svc`;

/** A clock that moves one millisecond each time it is read, and whose sleeps end at once when they are told to. */
export class FakeClock implements Clock {
  #now = 1_700_000_000_000;
  nowMillis(): number {
    return this.#now++;
  }
  async sleep(): Promise<void> {}
}

/** Instances that become ready at once, unless an image is held back or bad. */
export class FakeInstances implements Instances {
  readonly running = new Set<string>();
  readonly everReady = new Set<string>();
  readonly deployed: RevisionSpec[] = [];
  readonly scaled = new Map<string, { minInstances: number; maxInstances: number }>();
  readonly #held = new Map<string, () => void>();

  async deploy(spec: RevisionSpec): Promise<StartOutcome> {
    this.deployed.push(spec);
    const { image, revision } = spec.instance;
    if (image.startsWith("held")) {
      await new Promise<void>((resolve) => this.#held.set(image, resolve));
    }
    if (image.includes("bad")) {
      return { kind: "failed", reason: "HEALTH_CHECK_CONTAINER_ERROR", message: "The container failed to start." };
    }
    this.running.add(revision);
    this.everReady.add(revision);
    return { kind: "ready" };
  }
  /** Lets the start of a held image go on, once it has been asked for. */
  async letGo(image: string): Promise<void> {
    while (!this.#held.has(image)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#held.get(image)?.();
  }
  scale(revision: string, limits: { minInstances: number; maxInstances: number }): void {
    this.scaled.set(revision, limits);
  }
  async retire(revision: string): Promise<void> {
    this.running.delete(revision);
  }
  async acquire(): Promise<never> {
    throw new Error("not used");
  }
  count(): { active: number; idle: number } {
    return { active: 0, idle: 0 };
  }
}

/** A front door that only keeps what it was told. */
export class FakeFrontDoor implements FrontDoor {
  readonly routes = new Map<string, Route>();
  readonly history: Route[] = [];
  readonly #ports = new Map<string, number>();
  #next = 9000;

  async open(key: string, preferredPort?: number): Promise<{ uri: string; port: number }> {
    const port = this.#ports.get(key) ?? preferredPort ?? this.#next++;
    this.#ports.set(key, port);
    return { uri: `http://127.0.0.1:${port}`, port };
  }
  route(key: string, route: Route): void {
    this.routes.set(key, route);
    this.history.push(route);
  }
  async close(key: string): Promise<void> {
    this.routes.delete(key);
    this.#ports.delete(key);
  }
}

/** Storage in memory, which fails when told to. */
export class FakeStorage implements Storage {
  readonly saved = new Map<string, string>();
  isFailing = false;
  async load(): Promise<readonly ServiceRecord[]> {
    return [...this.saved.values()].map((text) => JSON.parse(text) as ServiceRecord);
  }
  async save(service: string, record: ServiceRecord): Promise<void> {
    if (this.isFailing) {
      throw new Error("no space left on device");
    }
    this.saved.set(service, JSON.stringify(record));
  }
  async remove(service: string): Promise<void> {
    this.saved.delete(service);
  }
}

/** The same numbers for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A control plane on fakes, with short names for its methods. */
export class Bench {
  readonly instances = new FakeInstances();
  readonly frontDoor = new FakeFrontDoor();
  readonly clock = new FakeClock();
  readonly storage: FakeStorage;
  readonly plane: ControlPlane;

  constructor(storage = new FakeStorage(), seed = 1) {
    this.storage = storage;
    this.plane = createControlPlane({ ...this, random: seeded(seed) });
  }

  async call(method: string, request: PlainMessage): Promise<PlainMessage> {
    const prefix = method.includes("Operation") ? "google.longrunning.Operations" : "google.cloud.run.v2";
    const handler = this.plane.handlers[`${prefix}.${method}`];
    if (handler === undefined) {
      throw new Error(`no handler for ${method}`);
    }
    return await handler(request);
  }
  create(service: PlainMessage = serviceOf("image"), more: PlainMessage = {}): Promise<PlainMessage> {
    return this.call("Services.CreateService", { parent: PARENT, serviceId: "svc", service, ...more });
  }
  update(service: PlainMessage, paths: readonly string[] = [], more: PlainMessage = {}): Promise<PlainMessage> {
    const request = { service: { name: NAME, ...service }, updateMask: { paths }, ...more };
    return this.call("Services.UpdateService", request);
  }
  get(name = NAME): Promise<PlainMessage> {
    return this.call("Services.GetService", { name });
  }
  /** The operation after everything has settled. */
  async settled(operation: PlainMessage | Promise<PlainMessage>): Promise<PlainMessage> {
    const { name } = await operation;
    await this.plane.settled();
    return await this.call("GetOperation", { name });
  }
  async revisions(): Promise<readonly PlainMessage[]> {
    const answer = await this.call("Revisions.ListRevisions", { parent: NAME });
    return answer["revisions"] as PlainMessage[];
  }
}

export function serviceOf(image: string, more: PlainMessage = {}, template: PlainMessage = {}): PlainMessage {
  return { template: { containers: [{ image }], ...template }, ...more };
}

export function pinned(
  ...targets: readonly (readonly [revision: string, percent: number, tag?: string])[]
): PlainMessage[] {
  return targets.map(([revision, percent, tag]) => ({
    ...(revision === "LATEST"
      ? { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" }
      : { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision }),
    percent,
    ...(tag === undefined ? {} : { tag }),
  }));
}
