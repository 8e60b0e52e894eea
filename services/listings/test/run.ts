import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A file of `src/` as a process of its own, with only the environment given. */
export class Running {
  readonly #process: ChildProcess;
  readonly #closed: Promise<unknown>;
  #stdout = "";
  #stderr = "";

  constructor(file: string, env: NodeJS.ProcessEnv) {
    const path = fileURLToPath(new URL(`../src/${file}`, import.meta.url));
    this.#process = spawn(process.execPath, ["--import", "tsx", path], { env: { PATH: process.env["PATH"], ...env } });
    this.#closed = once(this.#process, "close");
    this.#process.stdout?.on("data", (chunk) => {
      this.#stdout += chunk;
    });
    this.#process.stderr?.on("data", (chunk) => {
      this.#stderr += chunk;
    });
    onTestFinished(() => void this.#process.kill("SIGKILL"));
  }

  /** The first match in what was printed, now or later. Fails when the process ends without it. */
  async prints(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#stdout);
      if (match) return match;
      const ended = await Promise.race([
        this.#closed.then(() => true),
        once(this.#process.stdout as NodeJS.EventEmitter, "data").then(() => false),
      ]);
      if (ended) throw new Error(`Ended without printing ${pattern}:\n${this.#stdout}${this.#stderr}`);
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  async finished(): Promise<Finished> {
    await this.#closed;
    return { code: this.#process.exitCode, stdout: this.#stdout, stderr: this.#stderr };
  }
}

/** Runs a file of `src/` to its end. */
export function run(file: string, env: NodeJS.ProcessEnv): Promise<Finished> {
  return new Running(file, env).finished();
}
