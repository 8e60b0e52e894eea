import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Clock, InstanceSpec, RunningContainer, Runtime } from "../ports.js";
import { takeFreePort } from "./free-port.js";
import { LineSplitter } from "./line-splitter.js";
import { ProcessContainer } from "./process-container.js";
import { commandNotStarted, imageNotFound } from "./start-failure.js";
import { systemClock } from "./system-clock.js";
import { Watchdog } from "./watchdog.js";

/** What stands for an image where there are only processes. */
export interface ProcessImage {
  /** Entry point and arguments; a container's own command takes its place, its arguments come after it. */
  readonly command: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts plain processes on loopback in place of containers. A process gets nothing of this one's environment but PATH,
 * and a free port as PORT, whatever port its specification names. It ends no later than this process, even if that is
 * killed; only a process that leaves its group (`setsid`) escapes.
 */
export class ProcessRuntime implements Runtime {
  readonly #images: ReadonlyMap<string, ProcessImage>;
  readonly #clock: Clock;
  readonly #watchdog = new Watchdog();
  readonly #running = new Set<ProcessContainer>();

  constructor(images: Readonly<Record<string, ProcessImage>>, clock: Clock = systemClock) {
    this.#images = new Map(Object.entries(images));
    this.#clock = clock;
  }

  async start(spec: InstanceSpec, log: (stream: "stdout" | "stderr", line: string) => void): Promise<RunningContainer> {
    const image = this.#images.get(spec.image);
    if (image === undefined) throw imageNotFound(spec.image);
    const { port, release } = await takeFreePort();
    try {
      const child = await spawnGroup(image, spec, port);
      const group = child.pid ?? 0;
      this.#watchdog.watch(group);
      pipeLines(child, log);
      const container = new ProcessContainer(child, group, port, this.#clock);
      this.#running.add(container);
      void container.ended.then(() => {
        this.#watchdog.forget(group);
        this.#running.delete(container);
        release();
      });
      return container;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Ends everything it has started. */
  async close(graceMillis: number): Promise<void> {
    await Promise.all([...this.#running].map((container) => container.stop(graceMillis)));
    this.#watchdog.close();
  }
}

async function spawnGroup(image: ProcessImage, spec: InstanceSpec, port: number): Promise<ChildProcess> {
  const [program = "", ...args] = [...(spec.command.length > 0 ? spec.command : image.command), ...spec.args];
  const cwd = image.cwd ?? spec.workingDirectory;
  try {
    const child = spawn(program, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { PATH: process.env["PATH"], ...image.env, ...spec.env, PORT: String(port) },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    await once(child, "spawn");
    child.on("error", () => undefined);
    return child;
  } catch (error) {
    throw commandNotStarted(program, error instanceof Error ? error.message : String(error));
  }
}

function pipeLines(child: ChildProcess, log: (stream: "stdout" | "stderr", line: string) => void): void {
  for (const stream of ["stdout", "stderr"] as const) {
    const lines = new LineSplitter((line) => log(stream, line));
    child[stream]?.on("data", (chunk: Buffer) => lines.push(chunk));
    child[stream]?.once("close", () => lines.end());
  }
}
