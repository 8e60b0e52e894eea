import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";

/** The top of the checkout. */
export const ROOT = dirname(dirname(import.meta.dirname));

/** How a command ended. */
export interface Ended {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the Dagger CLI on the engine that `npm test` found. */
export async function dagger(args: readonly string[], cwd = ROOT): Promise<Ended> {
  const cli = process.env["SLIPWAY_TEST_DAGGER"];
  if (cli === undefined) throw new Error("these tests need an engine: run them with `npm test`");
  return run(cli, ["--progress", "plain", ...args], { cwd });
}

/** Runs a program to its end; a failure is a result. */
export async function run(
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const { exitCode, stdout, stderr } = await execa(file, args, {
    cwd: options.cwd ?? ROOT,
    reject: false,
    stdin: "ignore",
    ...(options.env === undefined ? {} : { env: options.env, extendEnv: false }),
  });
  return { code: exitCode, stdout, stderr };
}

/** A copy of what git tracks, in a folder of its own that is itself a git repository. */
export function copyOfCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-copy-"));
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0").filter(Boolean);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  return folder;
}
