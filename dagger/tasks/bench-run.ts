import { join } from "node:path";
import { runCommand } from "../engine/index.js";
import { ROOT } from "./task.js";

/** Runs what an npm script runs, and its time in seconds. Throws if it fails: a figure of a failure is none. */
export async function timeSlipway(
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd?: string; readonly onLine?: (line: string) => void },
): Promise<{ readonly seconds: number; readonly output: string }> {
  return timeCommand([process.execPath, join(ROOT, "dagger", "run.mjs"), ...args], options);
}

/** Runs a program, and its time in seconds. */
export async function timeCommand(
  command: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd?: string; readonly onLine?: (line: string) => void },
): Promise<{ readonly seconds: number; readonly output: string }> {
  const began = performance.now();
  const { onLine } = options;
  const { code, output } = await runCommand(command, {
    cwd: options.cwd ?? ROOT,
    env: options.env,
    ...(onLine === undefined ? {} : { onLine }),
  });
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}:\n${output}`);
  return { seconds: (performance.now() - began) / 1000, output };
}
