import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

export const folder = join(import.meta.dirname, "../..");
const standalone = join(folder, ".next/standalone");
export const serverFile = join(standalone, "server.js");

/** Beside what the server needs to run. */
export type Environment = Readonly<Record<string, string>>;

/** The build, served as in its image, on all addresses: the browser may be on another machine. */
export class Web {
  readonly port: number;
  readonly #process: ChildProcess;
  #output = "";

  private constructor(port: number, env: Environment) {
    this.port = port;
    this.#process = spawn(process.execPath, [serverFile], {
      cwd: standalone,
      env: { PATH: process.env["PATH"], NODE_ENV: "production", HOSTNAME: "0.0.0.0", PORT: String(port), ...env },
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on("data", (chunk) => {
        this.#output += chunk;
      });
    }
    // Should this process end before the test does.
    process.once("exit", this.#kill);
  }

  static async start(env: Environment): Promise<Web> {
    // Where an image has them; the build leaves them beside.
    cpSync(join(folder, ".next/static"), join(standalone, ".next/static"), { recursive: true });
    cpSync(join(folder, "public"), join(standalone, "public"), { recursive: true });
    const web = new Web(await freePort(), env);
    await web.#healthy();
    return web;
  }

  /** What it has printed so far. */
  get output(): string {
    return this.#output;
  }

  async stop(): Promise<void> {
    process.off("exit", this.#kill);
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#kill();
    await ended;
  }

  readonly #kill = () => void this.#process.kill("SIGKILL");

  async #healthy(): Promise<void> {
    while (this.#process.exitCode === null) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/health`).catch(() => undefined);
      if (answer?.ok) return;
      await setTimeout(50);
    }
    throw new Error(`The server ended before it answered:\n${this.#output}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "0.0.0.0");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("A server on a port has no address.");
  return address.port;
}
