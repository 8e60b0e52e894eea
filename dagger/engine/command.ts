import { createWriteStream } from "node:fs";
import { execa, type Options } from "execa";

/** How a program of this machine ended. */
export interface Ended {
  /** Exit code; 127 if the program could not be started. */
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

/** Runs a program to its end. A failure is a result; only an abort by the signal is thrown. */
export async function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const [file = "", ...args] = command;
  const execaOptions = {
    all: true,
    reject: false,
    stdin: "ignore",
    forceKillAfterDelay: 3000,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
  } satisfies Options;
  const child = execa(file, args, execaOptions);
  const log = options.log === undefined ? undefined : createWriteStream(options.log, { flags: "a" });
  log?.write(`$ ${command.join(" ")}\n`);
  if (log !== undefined) child.all.pipe(log);
  if (options.onLine !== undefined) readLines(child.all, options.onLine);
  const result = await child;
  if (result.isCanceled) options.signal?.throwIfAborted();
  const notStarted = result.exitCode === undefined && result.signal === undefined;
  return {
    code: result.exitCode ?? (notStarted ? 127 : 128),
    output: notStarted ? (result.shortMessage ?? "") : result.all,
  };
}

function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = "";
  stream.on("data", (data: Buffer | string) => {
    const lines = (rest + data).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") onLine(line.trim());
  });
}
