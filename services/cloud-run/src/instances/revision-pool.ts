import type { Lease, RevisionSpec, StartOutcome } from "../ports.js";
import { StatusError } from "../status.js";
import { instancesToStart, type Load, pendingLimitMillis, restartDelayMillis } from "./autoscale.js";
import { Instance, type InstanceWorld } from "./instance.js";
import { WaitingLine } from "./waiting-line.js";

/** What the platform decides, and not the revision. */
export interface PoolSettings {
  /** An instance above the minimum is ended once it has had no request for this long. */
  readonly idleMillis: number;
  /** A request waits for an instance at least this long. */
  readonly pendingFloorMillis: number;
  readonly backOff: {
    readonly firstMillis: number;
    readonly limitMillis: number;
    /** An instance that was ready for this long ends a row of failures. */
    readonly resetMillis: number;
  };
}

export interface PoolWorld extends InstanceWorld {
  readonly settings: PoolSettings;
  readonly newInstanceId: () => string;
}

/** Google's wording; 429 where all instances there may be are busy, 503 where none came up in time. */
export const NO_INSTANCE = "The request was aborted because there was no available instance.";
const NOT_STARTED = "The request failed because the instance failed the readiness check.";

/** The instances of one revision: as many as the requests ask for, within its limits. */
export class RevisionPool {
  readonly #spec: RevisionSpec;
  readonly #world: PoolWorld;
  readonly #instances = new Set<Instance>();
  readonly #waiting: WaitingLine;
  readonly #startMillis: { total: number; count: number } = { total: 0, count: 0 };
  #limits: { readonly minInstances: number; readonly maxInstances: number };
  #phase: "deploying" | "serving" | "retired" = "deploying";
  #failures = 0;
  #notBeforeMillis = 0;
  /** Ends the wait for the next look at idle instances, and for the end of a back-off. */
  #look = new AbortController();
  #backOff: AbortController | undefined;

  constructor(spec: RevisionSpec, world: PoolWorld) {
    this.#spec = spec;
    this.#world = world;
    this.#limits = spec;
    this.#waiting = new WaitingLine(world.clock);
  }

  /** Starts the first instance. Where that fails, the pool is over. */
  async deploy(): Promise<StartOutcome> {
    const outcome = await this.#start("DEPLOYMENT_ROLLOUT");
    if (this.#phase === "retired") {
      return { kind: "failed", reason: "RETIRED", message: "The revision was retired before it was ready." };
    }
    if (outcome.kind === "failed") {
      await this.retire();
      return outcome;
    }
    this.#phase = "serving";
    this.scale(this.#limits);
    return outcome;
  }

  scale(limits: { readonly minInstances: number; readonly maxInstances: number }): void {
    this.#limits = limits;
    if (this.#phase !== "serving") return;
    const surplus = this.#live().length - limits.maxInstances;
    const byLoad = [...this.#live()].sort((a, b) => rank(a) - rank(b));
    for (const instance of byLoad.slice(0, Math.max(0, surplus))) void instance.drain();
    this.#look.abort();
    this.#serve();
    void this.#endIdleOnes();
  }

  async acquire(signal: AbortSignal): Promise<Lease> {
    if (signal.aborted) throw new StatusError("CANCELLED", "The request was cancelled.");
    if (this.#phase === "retired") throw new StatusError("UNAVAILABLE", NO_INSTANCE);
    const lease = this.#waiting.length === 0 ? this.#take() : undefined;
    if (lease !== undefined) return lease;
    const { total, count } = this.#startMillis;
    const limit = pendingLimitMillis(count === 0 ? 0 : total / count, this.#world.settings.pendingFloorMillis);
    const served = this.#waiting.wait(limit, signal, () => {
      const isFull = this.#with("ready") >= this.#limits.maxInstances;
      return new StatusError(isFull ? "RESOURCE_EXHAUSTED" : "UNAVAILABLE", NO_INSTANCE);
    });
    this.#grow();
    return served;
  }

  async retire(): Promise<void> {
    this.#phase = "retired";
    this.#look.abort();
    this.#backOff?.abort();
    this.#waiting.sendAllAway(new StatusError("UNAVAILABLE", NO_INSTANCE));
    await Promise.all([...this.#instances].map((instance) => instance.drain()));
  }

  count(): { readonly active: number; readonly idle: number } {
    let active = 0;
    let idle = 0;
    for (const { state, inFlight } of this.#instances) {
      if (inFlight > 0 && state !== "ended") active += 1;
      else if (state === "ready") idle += 1;
    }
    return { active, idle };
  }

  /** The least loaded one that has room. */
  #take(): Lease | undefined {
    let best: Instance | undefined;
    for (const instance of this.#instances) {
      if (instance.hasRoom && (best === undefined || instance.inFlight < best.inFlight)) best = instance;
    }
    return best?.lease();
  }

  #serve(): void {
    this.#waiting.serve(() => this.#take());
    this.#grow();
  }

  #grow(): void {
    if (this.#phase !== "serving") return;
    const states = { starting: this.#with("starting"), ready: this.#with("ready"), draining: this.#with("draining") };
    const count = instancesToStart(this.#load(), states);
    if (count === 0) return;
    const delayMillis = this.#notBeforeMillis - this.#world.clock.nowMillis();
    if (delayMillis > 0) {
      void this.#growAfter(delayMillis);
      return;
    }
    const reason = this.#waiting.length > 0 ? "AUTOSCALING" : "MIN_INSTANCES";
    for (let started = 0; started < count; started++) void this.#start(reason).then((outcome) => this.#settle(outcome));
  }

  async #growAfter(delayMillis: number): Promise<void> {
    if (this.#backOff !== undefined) return;
    const wait = new AbortController();
    this.#backOff = wait;
    await this.#world.clock.sleep(delayMillis, wait.signal);
    this.#backOff = undefined;
    this.#grow();
  }

  async #start(reason: string): Promise<StartOutcome> {
    const instance = new Instance(this.#world.newInstanceId(), this.#spec, this.#world, () => this.#onRelease());
    this.#instances.add(instance);
    const { revision } = this.#spec.instance;
    const text = `Starting new instance. Reason: ${reason}`;
    this.#world.log({ revision, instance: instance.id, stream: "system", severity: "INFO", text });
    const beganMillis = this.#world.clock.nowMillis();
    const outcome = await instance.start(() => this.#onEnded(instance));
    if (outcome.kind === "ready") {
      this.#startMillis.total += this.#world.clock.nowMillis() - beganMillis;
      this.#startMillis.count += 1;
    }
    return outcome;
  }

  #settle(outcome: StartOutcome): void {
    const isHopeless = outcome.kind === "failed" && this.#with("starting") + this.#with("ready") === 0;
    if (isHopeless) this.#waiting.sendAllAway(new StatusError("UNAVAILABLE", NOT_STARTED));
    this.#serve();
  }

  #onRelease(): void {
    if (this.#waiting.length > 0) this.#serve();
  }

  #onEnded(instance: Instance): void {
    this.#instances.delete(instance);
    if (!instance.isUnwanted) {
      const { backOff } = this.#world.settings;
      this.#failures = (instance.readyMillis() ?? 0) >= backOff.resetMillis ? 1 : this.#failures + 1;
      this.#notBeforeMillis = this.#world.clock.nowMillis() + restartDelayMillis(this.#failures, backOff);
    }
    // What never was ready is settled by its start, which first sends away those that waited for it.
    if (instance.readyMillis() !== undefined) this.#grow();
  }

  /** Looks again when the next instance may be due, until the revision is retired or its limits change. */
  async #endIdleOnes(): Promise<void> {
    const look = new AbortController();
    this.#look = look;
    const { clock, settings } = this.#world;
    while (!look.signal.aborted) {
      const now = clock.nowMillis();
      const idle = this.#live().filter(({ state, inFlight }) => state === "ready" && inFlight === 0);
      idle.sort((a, b) => a.idleSinceMillis - b.idleSinceMillis);
      let spare = this.#with("ready") - this.#limits.minInstances;
      let nextMillis = now + settings.idleMillis;
      for (const instance of idle) {
        const dueMillis = instance.idleSinceMillis + settings.idleMillis;
        if (dueMillis > now) nextMillis = Math.min(nextMillis, dueMillis);
        else if (spare > 0) {
          spare -= 1;
          void instance.drain();
        }
      }
      await clock.sleep(nextMillis - now, look.signal);
    }
  }

  #load(): Load {
    const inFlight = this.#live().reduce((sum, instance) => sum + instance.inFlight, 0);
    return { inFlight, waiting: this.#waiting.length, concurrency: this.#spec.concurrency, ...limitsOf(this.#limits) };
  }

  #live(): Instance[] {
    return [...this.#instances].filter(({ state }) => state === "starting" || state === "ready");
  }

  #with(state: Instance["state"]): number {
    let count = 0;
    for (const instance of this.#instances) if (instance.state === state) count += 1;
    return count;
  }
}

function limitsOf({ minInstances, maxInstances }: { readonly minInstances: number; readonly maxInstances: number }) {
  return { minInstances, maxInstances };
}

/** Which is given up first: one that starts, then the one with the fewest requests. */
function rank(instance: Instance): number {
  return instance.state === "starting" ? -1 : instance.inFlight;
}
