import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { layoutFor, resolveDagger, stopEngine } from "../engine/index.js";
import { compactLine, finalError, withoutColour } from "./compact.js";
import { imagesFor } from "./images-for.js";
import type { TaskCall } from "./task.js";

/** Runs the Dagger CLI on the chosen engine, where the user stands. Returns its exit code. */
export async function callDagger(call: TaskCall): Promise<number> {
  return runDagger(call, "as it is");
}

/** The main job. Where nobody watches a terminal, Dagger's progress is cut down to a line for each step. */
export async function runStart(call: TaskCall): Promise<number> {
  const args = ["call", "deploy", "--env", "local", ...call.args];
  const isChosen = call.env["DAGGER_PROGRESS"] !== undefined || call.args.some((arg) => arg.startsWith("--progress"));
  return runDagger({ ...call, args }, process.stderr.isTTY || isChosen ? "as it is" : "compact");
}

async function runDagger(call: TaskCall, progress: "as it is" | "compact"): Promise<number> {
  const { env, signal } = call;
  const dagger = await resolveDagger({ ...call, also: imagesFor(call.args) });
  const options = { env: dagger.env, cwd: env["INIT_CWD"] ?? process.cwd() };
  const child =
    progress === "compact"
      ? spawn(dagger.cli, ["--progress", "plain", ...call.args], { ...options, stdio: ["inherit", "inherit", "pipe"] })
      : spawn(dagger.cli, call.args, { ...options, stdio: "inherit" });
  const pass = (): void => void child.kill("SIGINT");
  signal.addEventListener("abort", pass);
  const shown = child.stderr === null ? undefined : showCompact(child.stderr, call);
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (ended) => resolve(ended ?? 130));
  });
  await shown?.(code);
  // An engine that only this interrupted run needed does not stay behind.
  if (signal.aborted && dagger.startedHere) await stopEngine(layoutFor(env));
  return signal.aborted ? 130 : code;
}

/** Shows one line for each step and keeps everything in a log. The result is called with the exit code at the end. */
function showCompact(stderr: NodeJS.ReadableStream, call: TaskCall): (code: number) => Promise<void> {
  const { logs } = layoutFor(call.env);
  const file = join(logs, "start.log");
  const lines: string[] = [];
  const reader = createInterface({ input: stderr });
  reader.on("line", (line) => {
    const plain = withoutColour(line);
    lines.push(plain);
    const compact = compactLine(plain);
    if (compact !== undefined) call.say(`  ${compact}`);
  });
  return async (code) => {
    if (code !== 0) process.stderr.write(`\n${finalError(lines)}\n\n`);
    const isKept = await mkdir(logs, { recursive: true }).then(
      () => true,
      () => false,
    );
    if (!isKept) return;
    createWriteStream(file).end(`${lines.join("\n")}\n`);
    call.say(`everything that was said is in ${file}`);
  };
}
