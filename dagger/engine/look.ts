import { readFileSync } from "node:fs";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { Surroundings } from "./choose.js";
import { runCommand } from "./command.js";
import { RUNNER_HOST } from "./layout.js";
import type { MachineFacts } from "./machine.js";

/** Container runtimes that the Dagger CLI starts its engine with, in the order it tries them. */
const CONTAINER_RUNTIMES = ["docker", "podman", "nerdctl"] as const;

/** Looks for the ways to run Dagger that this machine has. */
export async function lookForEngines(env: NodeJS.ProcessEnv): Promise<Surroundings> {
  const runnerHost = env[RUNNER_HOST] || undefined;
  const daggerOnPath = await findOnPath("dagger", env);
  // Asking a runtime takes a while; without a dagger, or with an engine named, the answer changes nothing.
  const ask = runnerHost === undefined && daggerOnPath !== undefined;
  return { runnerHost, daggerOnPath, containerRuntime: ask ? await reachableRuntime(env) : undefined };
}

/** Finds out what this machine can do. */
export async function lookAtMachine(env: NodeJS.ProcessEnv): Promise<MachineFacts> {
  const namespaces = await runCommand(["unshare", "--mount", "true"]);
  return {
    platform: process.platform,
    arch: process.arch,
    uid: process.getuid?.() ?? -1,
    mountNamespaces: namespaces.code === 0,
    overlay: await knowsOverlay(),
    apt: (await findOnPath("apt-get", env)) !== undefined,
  };
}

async function knowsOverlay(): Promise<boolean> {
  const listed = () => {
    try {
      return /\boverlay$/m.test(readFileSync("/proc/filesystems", "utf8"));
    } catch {
      return false;
    }
  };
  if (listed()) return true;
  // The kernel may have it as a module that nobody has used yet.
  await runCommand(["modprobe", "overlay"]);
  return listed();
}

async function reachableRuntime(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const runtime of CONTAINER_RUNTIMES) {
    if ((await findOnPath(runtime, env)) === undefined) continue;
    if ((await runCommand([runtime, "info"])).code === 0) return runtime;
  }
  return undefined;
}

/** The full path of a program, or undefined. */
export async function findOnPath(program: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (env["PATH"] ?? "").split(delimiter)) {
    if (folder === "") continue;
    const path = join(folder, program);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}
