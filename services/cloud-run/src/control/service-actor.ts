import type { PlainMessage } from "../plain-message.js";
import type { StartOutcome } from "../ports.js";
import {
  child,
  condition,
  instanceLimits,
  type RevisionRecord,
  revisionId,
  revisionSpec,
  routesFor,
  type ServiceRecord,
  text,
  timestamp,
} from "../resources/index.js";
import { type Background, Turns } from "./background.js";
import type { ControlPorts } from "./control-ports.js";
import type { OperationEnd, Operations } from "./operations.js";
import { nextStep, retirable, seen, withStates } from "./reconcile-step.js";

const REVISION = "revisions";

/** One service over its life: its changes happen one after another, and each is followed by what it takes to bring it about. */
export class ServiceActor {
  readonly name: string;
  readonly #ports: ControlPorts;
  readonly #operations: Operations;
  readonly #background: Background;
  readonly #turns = new Turns();
  /** Full names of revisions whose start is under way, and of those that are being stopped. */
  readonly #starting = new Set<string>();
  readonly #stopping = new Map<string, Promise<void>>();
  readonly #limits = new Map<string, string>();
  #record: ServiceRecord | undefined;
  /** What storage has, as JSON. */
  #stored = "";

  constructor(name: string, ports: ControlPorts, operations: Operations, background: Background) {
    this.name = name;
    this.#ports = ports;
    this.#operations = operations;
    this.#background = background;
  }

  /** The service as it is now; undefined where there is none of this name. */
  get record(): ServiceRecord | undefined {
    return this.#record;
  }

  /** Decides on a change and stores it. Where `decide` throws, or storing fails, nothing has changed. */
  change<T>(
    decide: (record: ServiceRecord | undefined) => { readonly next?: ServiceRecord; readonly answer: () => T },
  ): Promise<T> {
    return this.#turns.take(async () => {
      const { next, answer } = decide(this.#record);
      if (next === undefined) {
        return answer();
      }
      const { record } = seen(next, this.#now());
      try {
        await this.#save(record);
      } catch (cause) {
        const known = new Set(this.#record?.pending.map((one) => one.name));
        this.#endWithInternal(
          record.pending.filter((one) => !known.has(one.name)),
          cause,
        );
        throw cause;
      }
      this.#record = record;
      const result = answer();
      this.#background.run(() => this.#turns.take(() => this.#reconcile()));
      return result;
    });
  }

  /** Adds an operation that ends once the present generation has been brought about, or has failed. */
  follow(record: ServiceRecord, operation: string): ServiceRecord {
    return {
      ...record,
      pending: [...record.pending, { name: operation, generation: Number(record.service["generation"]) }],
    };
  }

  /** Takes the service away for good: its state first, then its URIs and instances. */
  delete<T>(
    decide: (record: ServiceRecord | undefined) => {
      readonly isGone: boolean;
      readonly answer: T;
      readonly ended: () => void;
    },
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#background.run(() =>
        this.#turns
          .take(async () => {
            const record = this.#record;
            const { isGone, answer, ended } = decide(record);
            if (!isGone || record === undefined) {
              resolve(answer);
              return;
            }
            await this.#ports.storage.remove(this.name);
            this.#record = undefined;
            resolve(answer);
            const failed: OperationEnd = { kind: "failed", code: "ABORTED", message: "The service was deleted." };
            for (const one of record.pending) {
              this.#operations.end(one.name, failed);
            }
            await Promise.all(Object.keys(record.doors).map((key) => this.#ports.frontDoor.close(key)));
            const live = record.revisions.filter((one) => one.state.kind === "ready" || one.state.kind === "deploying");
            this.#stop(live.map(revisionId));
            ended();
          })
          .catch(reject),
      );
    });
  }

  /** Brings a stored service back: its URIs as they were, its split at once, its revisions redeployed. */
  async restore(record: ServiceRecord): Promise<void> {
    await this.#turns.take(async () => {
      this.#record = record;
      this.#stored = JSON.stringify(record);
      for (const one of record.pending) {
        const parent = this.name.slice(0, this.name.indexOf("/services/"));
        this.#operations.begin(parent, "google.cloud.run.v2.Service", record.service, one.name);
      }
      for (const one of record.revisions.filter((revision) => revision.state.kind === "ready")) {
        this.#launch(one);
      }
      this.#record = await this.#open(record);
      await this.#reconcile();
    });
  }

  /** Takes every step that can be taken now. What goes wrong here in itself ends the operations with INTERNAL. */
  async #reconcile(): Promise<void> {
    const before = this.#record;
    if (before === undefined) {
      return;
    }
    try {
      await this.#converge(before);
    } catch (cause) {
      const record = this.#record ?? before;
      const message = cause instanceof Error ? cause.message : String(cause);
      const failed = { state: "CONDITION_FAILED", reason: "INTERNAL", message } as const;
      const { reconciling: _, ...service } = record.service;
      const terminalCondition = condition("Ready", failed, this.#now(), []);
      this.#record = { ...record, service: { ...service, terminalCondition }, pending: [] };
      this.#endWithInternal(before.pending, cause);
    }
  }

  #endWithInternal(pending: ServiceRecord["pending"], cause: unknown): void {
    const message = cause instanceof Error ? cause.message : String(cause);
    for (const one of pending) {
      this.#operations.end(one.name, { kind: "failed", code: "INTERNAL", message });
    }
  }

  async #converge(before: ServiceRecord): Promise<void> {
    let record = before;
    let step = nextStep(record);
    if (step.kind === "route") {
      record = await this.#open({ ...record, routed: step.targets });
      step = nextStep(record);
    }
    if (step.kind === "wake") {
      record = withStates(record, step.revisions, { kind: "deploying", wasReady: true });
    }
    const { record: shown, progress } = seen(record, this.#now());
    const retired = retirable(shown, progress);
    const rested = withStates(shown, retired, { kind: "retired" });
    const ended = progress === "busy" ? [] : rested.pending;
    const next = progress === "busy" ? rested : { ...rested, pending: [] };
    this.#record = next;
    this.#scale(next);
    this.#stop(retired);
    for (const one of next.revisions.filter((revision) => revision.state.kind === "deploying")) {
      this.#launch(one);
    }
    if (JSON.stringify(next) !== this.#stored) {
      await this.#save(next);
    }
    const outcome = operationEnd(next.service, progress === "failed");
    for (const one of ended) {
      this.#operations.end(one.name, outcome);
    }
  }

  async #save(record: ServiceRecord): Promise<void> {
    await this.#ports.storage.save(this.name, record);
    this.#stored = JSON.stringify(record);
  }

  /** Opens what the split asks for, routes it, and only then closes what it no longer has. */
  async #open(record: ServiceRecord): Promise<ServiceRecord> {
    const routes = routesFor(record, record.routed);
    const doors: Record<string, { uri: string; port: number }> = {};
    for (const [key, route] of routes) {
      doors[key] = await this.#ports.frontDoor.open(key, record.doors[key]?.port);
      this.#ports.frontDoor.route(key, route);
    }
    const closed = Object.keys(record.doors).filter((key) => !routes.has(key));
    await Promise.all(closed.map((key) => this.#ports.frontDoor.close(key)));
    return { ...record, doors };
  }

  #launch(revision: RevisionRecord): void {
    const name = text(revision.revision, "name");
    if (this.#starting.has(name)) {
      return;
    }
    this.#starting.add(name);
    this.#background.run(async () => {
      const outcome = await this.#start(revision, name);
      await this.#turns.take(async () => {
        this.#starting.delete(name);
        await this.#settle(revision, outcome);
      });
    });
  }

  async #start(revision: RevisionRecord, name: string): Promise<StartOutcome> {
    const made = revisionSpec(revision, this.#ports.secretValue ?? (() => undefined));
    if (made.kind === "failed") {
      return made;
    }
    try {
      const stopping = this.#stopping.get(name);
      if (stopping !== undefined) {
        await stopping;
      }
      return await this.#ports.instances.deploy(made.spec);
    } catch (cause) {
      return { kind: "failed", reason: "INTERNAL", message: cause instanceof Error ? cause.message : String(cause) };
    }
  }

  async #settle(revision: RevisionRecord, outcome: StartOutcome): Promise<void> {
    const uid = text(revision.revision, "uid");
    const record = this.#record;
    const current = record?.revisions.find((one) => text(one.revision, "uid") === uid);
    if (record === undefined || current === undefined) {
      // Deleted while it started: what runs of it is stopped.
      this.#stop([revisionId(revision)]);
      // One of the same name may wait for its start.
      await this.#reconcile();
      return;
    }
    const state = outcome.kind === "ready" ? ({ kind: "ready" } as const) : outcome;
    this.#limits.delete(text(revision.revision, "name"));
    this.#record = withStates(record, [revisionId(revision)], state);
    await this.#reconcile();
  }

  #scale(record: ServiceRecord): void {
    for (const one of record.revisions.filter((revision) => revision.state.kind === "ready")) {
      const name = text(one.revision, "name");
      const limits = instanceLimits(record, one);
      const key = `${limits.minInstances} ${limits.maxInstances}`;
      if (this.#limits.get(name) !== key) {
        this.#limits.set(name, key);
        this.#ports.instances.scale(name, limits);
      }
    }
  }

  #stop(ids: readonly string[]): void {
    for (const id of ids) {
      const name = `${this.name}/${REVISION}/${id}`;
      this.#limits.delete(name);
      const stopping = this.#ports.instances.retire(name).catch(() => undefined);
      this.#stopping.set(name, stopping);
      this.#background.run(async () => {
        await stopping;
        if (this.#stopping.get(name) === stopping) {
          this.#stopping.delete(name);
        }
      });
    }
  }

  #now(): PlainMessage {
    return timestamp(Math.floor(this.#ports.clock.nowMillis()) * 1000);
  }
}

/** Rule 7: a service that could not be brought about ends its operation with FAILED_PRECONDITION and the reason in words. */
function operationEnd(service: PlainMessage, isFailed: boolean): OperationEnd {
  const message = text(child(service, "terminalCondition"), "message");
  return isFailed
    ? { kind: "failed", code: "FAILED_PRECONDITION", message, resource: service }
    : { kind: "done", resource: service };
}
