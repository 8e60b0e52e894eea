import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";

/** The top of the checkout. */
export const ROOT = dirname(dirname(import.meta.dirname));

/** How `npm run ...` ended; `said` is all it wrote. */
export interface Ended {
  readonly code: number | undefined;
  readonly said: string;
}

/** Runs what an npm script runs, with an environment that chooses the embedded engine and a cache folder of its own. */
export async function slipway(
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly before?: readonly string[]; readonly cwd?: string } = {},
): Promise<Ended> {
  const command = [...(options.before ?? []), process.execPath, join(options.cwd ?? ROOT, "dagger/run.mjs"), ...args];
  const [file = "", ...rest] = command;
  const { exitCode, all } = await execa(file, rest, {
    cwd: options.cwd ?? ROOT,
    all: true,
    reject: false,
    stdin: "ignore",
    extendEnv: false,
    env: { ...embedded(), ...options.env },
  });
  return { code: exitCode, said: all };
}

/** This process's environment without what names an engine or a `dagger`. */
function embedded(): NodeJS.ProcessEnv {
  const { _EXPERIMENTAL_DAGGER_RUNNER_HOST: _host, INIT_CWD: _cwd, ...env } = process.env;
  return { ...env, PATH: pathWithout(["dagger"]) };
}

/** A PATH with everything that is on this one, but for some programs. */
export function pathWithout(programs: readonly string[]): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const isHit = (folder: string) => listed(folder).some((name) => programs.includes(name));
  if (!folders.some(isHit)) return folders.join(delimiter);
  const folder = join(scratchFolder(), "bin");
  mkdirSync(folder);
  const linked = new Set(programs);
  for (const from of folders) {
    for (const name of listed(from)) {
      if (linked.has(name)) continue;
      linked.add(name);
      symlinkSync(join(from, name), join(folder, name));
    }
  }
  return folder;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const made: string[] = [];

/** A new folder that `removeScratch` takes away. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-machine-"));
  made.push(folder);
  return folder;
}

export function removeScratch(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A command prefix that gives the rest a mount namespace of its own, in which `script` has run. */
export function inMounts(script: string, ...args: readonly string[]): readonly string[] {
  return [
    "unshare",
    "--mount",
    "--propagation",
    "private",
    "sh",
    "-euc",
    `${script}\nshift ${args.length}\nexec "$@"`,
    "sh",
    ...args,
  ];
}
