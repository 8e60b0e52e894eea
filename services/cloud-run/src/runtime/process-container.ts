import type { ChildProcess } from "node:child_process";
import type { Clock, RunningContainer } from "../ports.js";

/** How long the output of an ended process is waited for: a process that left the group may hold it open for ever. */
const OUTPUT_WAIT_MILLIS = 500;

/** A process that leads a group of its own, as a container. It ends with all of its group. */
export class ProcessContainer implements RunningContainer {
  readonly host = "127.0.0.1";
  readonly port: number;
  readonly ended: Promise<{ readonly exitCode: number | undefined }>;
  readonly group: number;
  readonly #clock: Clock;
  #hasExited = false;

  constructor(child: ChildProcess, group: number, port: number, clock: Clock) {
    this.port = port;
    this.group = group;
    this.#clock = clock;
    const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
    this.ended = new Promise<number | undefined>((resolve) => {
      child.once("exit", (code) => {
        this.#hasExited = true;
        // In a container, all processes end with the first.
        signalGroup(group, "SIGKILL");
        resolve(code ?? undefined);
      });
    }).then(async (exitCode) => {
      await within(closed, OUTPUT_WAIT_MILLIS, clock);
      return { exitCode };
    });
  }

  async stop(graceMillis: number): Promise<void> {
    if (!this.#hasExited) signalGroup(this.group, "SIGTERM");
    const hasEnded = await within(this.ended, graceMillis, this.#clock);
    if (!hasEnded && !this.#hasExited) signalGroup(this.group, "SIGKILL");
    await this.ended;
  }
}

/** Whether it settled in time. */
async function within(promise: Promise<unknown>, millis: number, clock: Clock): Promise<boolean> {
  const done = new AbortController();
  const isSettled = promise.then(() => true);
  const isLate = clock.sleep(millis, done.signal).then(() => false);
  const result = await Promise.race([isSettled, isLate]);
  done.abort();
  return result;
}

function signalGroup(group: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-group, signal);
  } catch {
    // None of the group is left.
  }
}
