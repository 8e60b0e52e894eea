import type { ServiceFiles } from "./files.js";
import type { PackageJson } from "./package-json.js";
import { type PresetResult, unfit } from "./preset.js";

/** A package manager of Node: its commands, and how it gets into an image that has npm alone. */
export interface PackageManager {
  readonly name: "npm" | "pnpm" | "yarn";
  readonly lockFile: string;
  readonly install: readonly string[];
  readonly production: readonly string[];
  /** Runs a script of package.json, with further arguments for the program in it. */
  readonly script: (name: string, ...args: readonly string[]) => readonly string[];
  readonly exec: (program: string, ...args: readonly string[]) => readonly string[];
  /** Command that puts it into the image; undefined where it is there. */
  readonly setUp: readonly string[] | undefined;
  /** Variables that keep its packages in `node_modules`, as `NAME=VALUE`. */
  readonly settings: readonly string[];
  /** Folder in which it keeps what it has downloaded. */
  readonly cache: string;
}

/** Versions used where `packageManager` in package.json names none. pnpm reads lock files of 9 and later. */
const PNPM = "10.12.4";
const YARN_CLASSIC = "1.22.22";
const YARN_MODERN = "4.9.2";

/** The package manager whose lock file is there; of several, the one that `packageManager` in package.json names. */
export function packageManagerOf(files: ServiceFiles, manifest: PackageJson): PresetResult<PackageManager> {
  const { names } = files;
  const npmLock = ["npm-shrinkwrap.json", "package-lock.json"].find((name) => names.has(name));
  const locks = [npmLock, "pnpm-lock.yaml", "yarn.lock"].filter((name) => name !== undefined && names.has(name));
  const [, wanted = "", wantedVersion] = /^(\w+)@(\d[\w.-]*)/.exec(manifest.packageManager ?? "") ?? [];
  const named = { npm: npmLock, pnpm: "pnpm-lock.yaml", yarn: "yarn.lock" }[wanted];
  const lock = locks.length > 1 ? locks.find((name) => name === named) : locks[0];
  if (lock === undefined && locks.length > 1) {
    return unfit(
      "It is not clear which package manager installs the packages.",
      locks.join(" and "),
      "keep the lock file of one, or name it with its version: packageManager in package.json.",
    );
  }
  const version = (name: string, usual: string) => (wanted === name && wantedVersion ? wantedVersion : usual);
  switch (lock) {
    case "package-lock.json":
    case "npm-shrinkwrap.json":
      return { ok: true, value: npm(lock) };
    case "pnpm-lock.yaml":
      return { ok: true, value: pnpm(version("pnpm", PNPM)) };
    case "yarn.lock": {
      const isModern = wanted === "yarn" ? major(wantedVersion) >= 2 : names.has(".yarnrc.yml");
      return {
        ok: true,
        value: isModern ? yarnModern(version("yarn", YARN_MODERN), files) : yarnClassic(version("yarn", YARN_CLASSIC)),
      };
    }
    default:
      return unfit(
        "Nothing pins the packages of a Node service.",
        "no package-lock.json, pnpm-lock.yaml or yarn.lock beside package.json",
        "commit the lock file (`npm install --package-lock-only`), or build with a Dockerfile.",
      );
  }
}

function major(version: string | undefined): number {
  return Number.parseInt(version ?? "0", 10);
}

function npm(lockFile: string): PackageManager {
  return {
    name: "npm",
    lockFile,
    install: ["npm", "ci"],
    production: ["npm", "ci", "--omit=dev"],
    script: (name, ...args) => [
      ...(name === "test" ? ["npm", "test"] : ["npm", "run", name]),
      ...(args.length > 0 ? ["--", ...args] : []),
    ],
    exec: (program, ...args) => ["npx", "--no", program, ...args],
    setUp: undefined,
    settings: [],
    cache: "/root/.npm",
  };
}

function pnpm(version: string): PackageManager {
  return {
    name: "pnpm",
    lockFile: "pnpm-lock.yaml",
    install: ["pnpm", "install", "--frozen-lockfile", "--store-dir=/root/.pnpm-store"],
    production: ["pnpm", "install", "--frozen-lockfile", "--prod", "--store-dir=/root/.pnpm-store"],
    script: (name, ...args) => ["pnpm", "run", name, ...args],
    exec: (program, ...args) => ["pnpm", "exec", program, ...args],
    setUp: ["npm", "install", "--global", `pnpm@${version}`],
    settings: [],
    cache: "/root/.pnpm-store",
  };
}

function yarnClassic(version: string): PackageManager {
  return {
    name: "yarn",
    lockFile: "yarn.lock",
    install: ["yarn", "install", "--frozen-lockfile"],
    production: ["yarn", "install", "--frozen-lockfile", "--production"],
    script: (name, ...args) => ["yarn", "run", name, ...args],
    exec: (program, ...args) => ["yarn", "run", program, ...args],
    setUp: ["npm", "install", "--global", "--force", `yarn@${version}`],
    settings: [],
    cache: "/usr/local/share/.cache/yarn",
  };
}

function yarnModern(version: string, { names, text }: ServiceFiles): PackageManager {
  const settings = text.get(".yarnrc.yml") ?? "";
  // The program in the repository takes over from the one that is installed.
  const own = /^yarnPath:.*\/yarn-(\d[\w.-]*?)\.c?js/m.exec(settings)?.[1] ?? version;
  const canFocus = major(own) >= 4 || names.has(".yarn/plugins/@yarnpkg/plugin-workspace-tools.cjs");
  const keepsFolder = /^nodeLinker:\s*["']?(?:node-modules|pnpm)\b/m.test(settings);
  const install = ["yarn", "install", "--immutable"];
  return {
    name: "yarn",
    lockFile: "yarn.lock",
    install,
    // Before Yarn 4 this is a plugin; without it the packages of development are shipped too.
    production: canFocus ? ["yarn", "workspaces", "focus", "--production"] : install,
    script: (name, ...args) => ["yarn", "run", name, ...args],
    exec: (program, ...args) => ["yarn", "exec", program, ...args],
    setUp: ["npm", "install", "--global", "--force", `@yarnpkg/cli-dist@${version}`],
    // What it downloads belongs into the cache alone, and Plug'n'Play would leave the packages there too.
    settings: ["YARN_ENABLE_GLOBAL_CACHE=true", ...(keepsFolder ? [] : ["YARN_NODE_LINKER=node-modules"])],
    cache: "/root/.yarn/berry/cache",
  };
}
