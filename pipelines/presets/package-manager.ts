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
  /** Folder in which it keeps what it has downloaded. */
  readonly cache: string;
}

/** Versions used where `packageManager` in package.json names none. Each understands the lock files of those before it. */
const PNPM = "10.12.4";
const YARN_CLASSIC = "1.22.22";
const YARN_MODERN = "4.9.2";

/** The package manager whose lock file is there. */
export function packageManagerOf({ names }: ServiceFiles, manifest: PackageJson): PresetResult<PackageManager> {
  const npmLock = ["package-lock.json", "npm-shrinkwrap.json"].find((name) => names.has(name));
  const locks = [npmLock, "pnpm-lock.yaml", "yarn.lock"].filter((name) => name !== undefined && names.has(name));
  if (locks.length > 1) {
    return unfit(
      "It is not clear which package manager installs the packages.",
      locks.join(" and "),
      "keep the lock file of one, or say it with commands.install.",
    );
  }
  const wanted = /^(\w+)@(\d[\w.-]*)/.exec(manifest.packageManager ?? "");
  const version = (name: string, usual: string) =>
    wanted?.[1] === name && wanted[2] !== undefined ? wanted[2] : usual;
  switch (locks[0]) {
    case "package-lock.json":
    case "npm-shrinkwrap.json":
      return { ok: true, value: npm(locks[0]) };
    case "pnpm-lock.yaml":
      return { ok: true, value: pnpm(version("pnpm", PNPM)) };
    case "yarn.lock": {
      const isModern = names.has(".yarnrc.yml") || /^yarn@[2-9]/.test(manifest.packageManager ?? "");
      return {
        ok: true,
        value: isModern ? yarnModern(version("yarn", YARN_MODERN)) : yarnClassic(version("yarn", YARN_CLASSIC)),
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
    cache: "/usr/local/share/.cache/yarn",
  };
}

function yarnModern(version: string): PackageManager {
  return {
    name: "yarn",
    lockFile: "yarn.lock",
    install: ["yarn", "install", "--immutable"],
    production: ["yarn", "workspaces", "focus", "--production"],
    script: (name, ...args) => ["yarn", "run", name, ...args],
    exec: (program, ...args) => ["yarn", "exec", program, ...args],
    setUp: ["npm", "install", "--global", "--force", `@yarnpkg/cli-dist@${version}`],
    cache: "/root/.yarn/berry/cache",
  };
}
