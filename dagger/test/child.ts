import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");

/** The command that runs a TypeScript file in a process of its own. */
export function script(file: URL, ...args: readonly string[]): string[] {
  return [process.execPath, "--import", "tsx", fileURLToPath(file), ...args];
}

/** A process that a test talks to by lines. It is killed with the test at the latest. */
export class Child {
  readonly process: ChildProcess;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly lines: string[] = [];
  #rest = "";
  #errors = "";

  constructor(command: readonly string[]) {
    const [file = "", ...args] = command;
    this.process = spawn(file, args, { cwd: ROOT, stdio: "pipe" });
    this.ended = once(this.process, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
    this.process.stdout?.on("data", (data) => {
      const lines = (this.#rest + data).split("\n");
      this.#rest = lines.pop() ?? "";
      this.lines.push(...lines);
      this.process.emit("lines");
    });
    this.process.stderr?.on("data", (data) => {
      this.#errors += data;
    });
    onTestFinished(() => void this.process.kill("SIGKILL"));
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new Error("the process was not started");
    return this.process.pid;
  }

  /** The first line that matches, now or later; fails if the process ends without it. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const line = this.lines.find((one) => pattern.test(one));
      if (line !== undefined) return line;
      const more = once(this.process, "lines").then(() => true);
      const isOver = await Promise.race([more, this.ended.then(() => false)]).then((goesOn) => !goesOn);
      if (isOver && !this.lines.some((one) => pattern.test(one))) {
        throw new Error(`it ended without ${pattern}: ${this.lines.join("\n")}\n${this.#errors}`);
      }
    }
  }

  tell(line: string): void {
    this.process.stdin?.write(`${line}\n`);
  }
}
