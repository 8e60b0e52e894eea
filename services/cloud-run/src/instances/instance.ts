import type { LogLine } from "../logs/index.js";
import type { Clock, Lease, RevisionSpec, RunningContainer, Runtime, StartOutcome } from "../ports.js";
import { StartFailure } from "../runtime/index.js";
import { type ProbeAttempt, probeTarget } from "./probe-attempt.js";
import { called, endedEarly, notStarted, probeFailed, probeSucceeded } from "./probe-messages.js";
import { probeUntilHealthy, probeUntilUnhealthy } from "./probe-rules.js";

/** What an instance and its pool need of the world. */
export interface InstanceWorld {
  readonly runtime: Runtime;
  readonly clock: Clock;
  readonly log: (line: LogLine) => void;
  readonly attempt: ProbeAttempt;
  /** From SIGTERM to SIGKILL. */
  readonly graceMillis: number;
}

/** "draining": it takes no more requests, or is being stopped. "ended": nothing of it runs any more. */
type InstanceState = "starting" | "ready" | "draining" | "ended";

/** One container from its start to its end. Only its own end, its probes and its pool change its state. */
export class Instance {
  readonly id: string;
  readonly #spec: RevisionSpec;
  readonly #world: InstanceWorld;
  readonly #onRelease: () => void;
  /** Ends its probes: it has ended, or is to. */
  readonly #over = new AbortController();
  #state: InstanceState = "starting";
  #inFlight = 0;
  #idleSinceMillis = 0;
  #readyAtMillis: number | undefined;
  #container: RunningContainer | undefined;
  #exit: { readonly exitCode: number | undefined } | undefined;
  #isUnwanted = false;
  #draining: Promise<void> | undefined;
  readonly #gone: Promise<void>;
  #onGone: () => void = () => undefined;
  #onDrained: (() => void) | undefined;

  constructor(id: string, spec: RevisionSpec, world: InstanceWorld, onRelease: () => void) {
    this.id = id;
    this.#spec = spec;
    this.#world = world;
    this.#onRelease = onRelease;
    this.#gone = new Promise((resolve) => {
      this.#onGone = resolve;
    });
  }

  get state(): InstanceState {
    return this.#state;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Since when it has had no request; of no account while it has one. */
  get idleSinceMillis(): number {
    return this.#idleSinceMillis;
  }

  /** How long ago it became ready. Undefined where it never was. */
  readyMillis(): number | undefined {
    return this.#readyAtMillis === undefined ? undefined : this.#world.clock.nowMillis() - this.#readyAtMillis;
  }

  /** Whether its pool has asked it to end: its end is then no crash. */
  get isUnwanted(): boolean {
    return this.#isUnwanted;
  }

  get hasRoom(): boolean {
    return this.#state === "ready" && this.#inFlight < this.#spec.concurrency;
  }

  /** Starts and probes it. `onEnded` is called once, when nothing of it runs any more. */
  async start(onEnded: () => void): Promise<StartOutcome> {
    const { instance } = this.#spec;
    let container: RunningContainer;
    try {
      container = await this.#world.runtime.start(instance, (stream, text) =>
        this.#world.log({ revision: instance.revision, instance: this.id, stream, text }),
      );
    } catch (error) {
      this.#state = "ended";
      const outcome = this.#refused(error);
      this.#onGone();
      onEnded();
      return outcome;
    }
    this.#container = container;
    const ended = container.ended.then((exit) => {
      this.#exit = exit;
      this.#state = "ended";
      this.#over.abort();
      this.#onDrained?.();
      this.#say(exit.exitCode === 0 || this.#isUnwanted ? "INFO" : "WARNING", called(exit.exitCode));
      this.#onGone();
      onEnded();
    });
    if (this.#isUnwanted) {
      await container.stop(this.#world.graceMillis);
      return RETIRED;
    }
    return this.#untilReady(container, ended);
  }

  /** A place on it for one request. Only where it has room. */
  lease(): Lease {
    const container = this.#container;
    if (container === undefined || !this.hasRoom) throw new Error("a lease of an instance that has no room");
    this.#inFlight += 1;
    let isHeld = true;
    return {
      host: container.host,
      port: container.port,
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#inFlight -= 1;
        if (this.#inFlight === 0) this.#idleSinceMillis = this.#world.clock.nowMillis();
        if (this.#inFlight === 0) this.#onDrained?.();
        this.#onRelease();
      },
    };
  }

  /** Takes no more requests, finishes those it has, and ends. */
  drain(): Promise<void> {
    this.#draining ??= this.#drainOnce();
    return this.#draining;
  }

  async #drainOnce(): Promise<void> {
    this.#isUnwanted = true;
    if (this.#state === "ready") {
      this.#state = "draining";
      if (this.#inFlight > 0) {
        await new Promise<void>((resolve) => {
          this.#onDrained = resolve;
        });
      }
    }
    await this.#stop();
    await this.#gone;
  }

  async #stop(): Promise<void> {
    if (this.#state === "starting" || this.#state === "ready") this.#state = "draining";
    this.#over.abort();
    await this.#container?.stop(this.#world.graceMillis);
  }

  async #untilReady(container: RunningContainer, ended: Promise<void>): Promise<StartOutcome> {
    const { startupProbe, instance } = this.#spec;
    const target = probeTarget(startupProbe, container, instance.port);
    const verdict = await probeUntilHealthy(
      startupProbe,
      this.#world.clock,
      (signal) => this.#world.attempt(startupProbe, target, signal),
      this.#over.signal,
    );
    if (this.#exit !== undefined && !this.#isUnwanted) return unhealthy(endedEarly(this.#exit.exitCode, instance.port));
    switch (verdict.kind) {
      case "succeeded":
        // It may have been asked to end while the last answer was on its way.
        if (this.#state !== "starting") break;
        this.#say("INFO", probeSucceeded(startupProbe, instance.port, verdict.attempts));
        this.#state = "ready";
        this.#readyAtMillis = this.#world.clock.nowMillis();
        this.#idleSinceMillis = this.#readyAtMillis;
        void this.#keepAlive(container);
        return { kind: "ready" };
      case "failed":
        this.#say("ERROR", probeFailed("STARTUP", startupProbe, instance.port, verdict));
        await this.#stop();
        await ended;
        return unhealthy(notStarted(startupProbe, instance.port));
      case "stopped":
        break;
      default:
        verdict satisfies never;
    }
    return RETIRED;
  }

  /** An instance that fails its liveness probe is stopped with what it is at; its pool starts another. */
  async #keepAlive(container: RunningContainer): Promise<void> {
    const { livenessProbe, instance } = this.#spec;
    if (livenessProbe === undefined) return;
    const target = probeTarget(livenessProbe, container, instance.port);
    const verdict = await probeUntilUnhealthy(
      livenessProbe,
      this.#world.clock,
      (signal) => this.#world.attempt(livenessProbe, target, signal),
      this.#over.signal,
    );
    if (verdict.kind !== "failed") return;
    this.#say("ERROR", probeFailed("LIVENESS", livenessProbe, instance.port, verdict));
    await this.#stop();
  }

  #refused(error: unknown): StartOutcome {
    const message = error instanceof Error ? error.message : String(error);
    const reason = error instanceof StartFailure ? error.reason : "HEALTH_CHECK_CONTAINER_ERROR";
    this.#say("ERROR", message);
    return { kind: "failed", reason, message };
  }

  #say(severity: "INFO" | "WARNING" | "ERROR", text: string): void {
    this.#world.log({ revision: this.#spec.instance.revision, instance: this.id, stream: "system", text, severity });
  }
}

/** It was asked to end before it was ready: a revision that is deleted while it is deployed. */
const RETIRED: StartOutcome = {
  kind: "failed",
  reason: "RETIRED",
  message: "The revision was retired before it was ready.",
};

function unhealthy(message: string): StartOutcome {
  return { kind: "failed", reason: "HEALTH_CHECK_CONTAINER_ERROR", message };
}
