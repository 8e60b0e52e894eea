/** The programs that plan and apply, by the word in slipway.yaml. */
export const PROGRAMS = { opentofu: "tofu", terraform: "terraform" } as const;

export type Tool = keyof typeof PROGRAMS;

/** Where a plan is kept in the container that makes or applies it. */
export const PLAN_FILE = "/run/slipway/plan.tfplan";

/** How long another run's lock is waited for before it is reported. */
const LOCK_TIMEOUT = "-lock-timeout=15s";

type Command = readonly [program: string, ...args: string[]];

/** Tells which files of some folders are not formatted. Exit code 3 where there are any. */
export function formatCommand(tool: Tool, folders: readonly string[]): Command {
  return [PROGRAMS[tool], "fmt", "-check", "-write=false", "-no-color", ...folders];
}

/** Fetches providers and modules alone; nothing in it depends on the state or on who asks. */
export function fetchCommand(tool: Tool, has: { readonly lockFile: boolean }): Command {
  return [PROGRAMS[tool], "init", "-backend=false", ...initFlags(has)];
}

export function initCommand(tool: Tool, has: { readonly lockFile: boolean }): Command {
  return [PROGRAMS[tool], "init", ...initFlags(has)];
}

/** A committed lock file decides which providers are used, and is not changed in passing. */
function initFlags({ lockFile }: { readonly lockFile: boolean }): string[] {
  return ["-input=false", "-no-color", ...(lockFile ? ["-lockfile=readonly"] : [])];
}

/** Writes the lock file, with the checksums of the providers for some platforms. */
export function lockCommand(
  tool: Tool,
  { platforms, mirror }: { readonly platforms: readonly string[]; readonly mirror: string | undefined },
): Command {
  return [
    ...([PROGRAMS[tool], "providers", "lock"] as const),
    ...(mirror === undefined ? [] : [`-fs-mirror=${mirror}`]),
    ...platforms.map((platform) => `-platform=${platform}`),
  ];
}

export function workspaceCommand(tool: Tool, workspace: string): Command {
  return [PROGRAMS[tool], "workspace", "select", "-or-create", workspace];
}

export function validateCommand(tool: Tool): Command {
  return [PROGRAMS[tool], "validate", "-json"];
}

/** Exit code 0: nothing changes; 2: something does; 1: it failed. */
export function planCommand(
  tool: Tool,
  { varFiles, isDestroy }: { readonly varFiles: readonly string[]; readonly isDestroy: boolean },
): Command {
  return [
    ...([PROGRAMS[tool], "plan", "-json", "-input=false", "-detailed-exitcode", LOCK_TIMEOUT] as const),
    ...(isDestroy ? ["-destroy"] : []),
    ...varFiles.map((file) => `-var-file=${file}`),
    `-out=${PLAN_FILE}`,
  ];
}

export function showCommand(tool: Tool): Command {
  return [PROGRAMS[tool], "show", "-json", PLAN_FILE];
}

export function applyCommand(tool: Tool): Command {
  return [PROGRAMS[tool], "apply", "-json", "-input=false", LOCK_TIMEOUT, PLAN_FILE];
}

export function pushStateCommand(tool: Tool, file: string): Command {
  return [PROGRAMS[tool], "state", "push", LOCK_TIMEOUT, file];
}
