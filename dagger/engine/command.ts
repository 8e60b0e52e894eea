import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { execa } from "execa";

/** How a program of this machine ended. */
export interface Ended {
  /** Exit code; 127 if the program could not be started, 128 if a signal ended it. */
  readonly code: number;
  /** Both of its streams, as they came. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** A file that everything the program prints is added to. */
  readonly log?: string;
  /** Called with each line. */
  readonly onLine?: (line: string) => void;
}

/** How long an aborted program has to end by itself. */
const GRACE_MILLIS = 3_000;

/**
 * Runs a program to its end. A failure is a result; only an abort by the signal, and a log that cannot be written, are
 * thrown.
 */
export async function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const { signal } = options;
  signal?.throwIfAborted();
  const [file = "", ...args] = command;
  const child = execa(file, args, {
    all: true,
    reject: false,
    stdin: "ignore",
    // A group of its own, so that an abort also ends what the program has started.
    detached: true,
    cleanup: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  const logged = options.log === undefined ? undefined : keepLog(options.log, command, child.all);
  if (options.onLine !== undefined) readLines(child.all, options.onLine);

  const end = (): void => endGroup(child.pid);
  signal?.addEventListener("abort", end, { once: true });
  try {
    const result = await child;
    signal?.throwIfAborted();
    await logged;
    const notStarted = result.exitCode === undefined && result.signal === undefined;
    return {
      code: result.exitCode ?? (notStarted ? 127 : 128),
      output: notStarted ? (result.shortMessage ?? "") : result.all,
    };
  } finally {
    signal?.removeEventListener("abort", end);
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  const send = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-pid, signal);
    } catch {
      // All of the group have ended.
    }
  };
  send("SIGTERM");
  setTimeout(() => send("SIGKILL"), GRACE_MILLIS).unref();
}

function keepLog(file: string, command: readonly string[], output: NodeJS.ReadableStream): Promise<void> {
  const log = createWriteStream(file, { flags: "a" });
  const closed = new Promise<void>((resolve, reject) => {
    log.on("error", (error) => {
      // The program's output must still flow, or it would wait for a reader for ever.
      output.unpipe(log);
      output.resume();
      reject(error);
    });
    log.on("close", resolve);
  });
  // It is awaited when the program has ended; until then nobody listens.
  closed.catch(() => {});
  log.write(`$ ${command.join(" ")}\n`);
  output.pipe(log);
  return closed;
}

function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on("line", (line) => {
    if (line.trim() !== "") onLine(line.trim());
  });
}
