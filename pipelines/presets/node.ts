import type { ServiceFiles } from "./files.js";
import { nextDockerfile, nodeDockerfile } from "./node-dockerfile.js";
import { nodeTests } from "./node-tests.js";
import { type PackageJson, readPackageJson } from "./package-json.js";
import { type PackageManager, packageManagerOf } from "./package-manager.js";
import { type Found, type PresetResult, unfit } from "./preset.js";

/** The release line that is in long-term support, used where the service names none. Source: nodejs.org, "Releases". */
const NODE = "22";

const NEXT_CONFIGS = ["next.config.ts", "next.config.mjs", "next.config.js"] as const;

/** A Node service: npm, pnpm or yarn by its lock file; Next.js where that is a dependency. */
export function nodePreset(files: ServiceFiles, as?: "node" | "nextjs"): PresetResult {
  const read = readPackageJson(files);
  if (!read.ok) return read;
  const manifest = read.value;
  const managed = packageManagerOf(files, manifest);
  if (!managed.ok) return managed;
  const manager = managed.value;
  const isNext = as === "nextjs" || (as === undefined && Object.hasOwn(manifest.dependencies, "next"));
  if (isNext && !NEXT_CONFIGS.some((name) => files.text.get(name)?.includes("standalone"))) {
    return unfit(
      "A Next.js service is shipped from its standalone output, and it makes none.",
      "no `standalone` in next.config.ts, .mjs or .js",
      'set `output: "standalone"` there, or build with a Dockerfile.',
    );
  }
  const shipped = { files, manifest, manager };
  const lint = lintOf(manifest, manager, files);
  const start: Found<readonly string[]> | undefined = isNext
    ? { value: ["node", "server.js"], because: "the standalone output has it" }
    : startOf(manifest);
  return {
    ok: true,
    value: {
      name: isNext ? "nextjs" : "node",
      because: isNext ? "package.json depends on next" : "package.json",
      base: baseOf(files),
      install: { value: manager.install, because: manager.lockFile },
      ...(lint === undefined ? {} : { lint }),
      ...nodeTests(manifest, manager),
      ...(Object.hasOwn(manifest.scripts, "build")
        ? { build: { value: manager.script("build"), because: "package.json has the script build" } }
        : {}),
      ...(start === undefined ? {} : { start }),
      dockerfile: (settled) => (isNext ? nextDockerfile(shipped, settled) : nodeDockerfile(shipped, settled)),
    },
  };
}

function baseOf({ text }: ServiceFiles): Found<string> {
  for (const name of [".node-version", ".nvmrc"]) {
    const major = /^v?(\d+)/.exec(text.get(name)?.trim() ?? "")?.[1];
    if (major !== undefined) return { value: `node:${major}-bookworm-slim`, because: name };
  }
  return { value: `node:${NODE}-bookworm-slim`, because: "Node's long-term support" };
}

function lintOf({ scripts, devDependencies }: PackageJson, manager: PackageManager, { names }: ServiceFiles) {
  const script = ["lint", "typecheck", "type-check"].find((name) => Object.hasOwn(scripts, name));
  if (script !== undefined) {
    return { value: [manager.script(script)], because: `package.json has the script ${script}` };
  }
  if (!Object.hasOwn(devDependencies, "typescript") || !names.has("tsconfig.json")) return undefined;
  return { value: [manager.exec("tsc", "--noEmit")], because: "tsconfig.json" };
}

/** A program is started as it is: npm in front of it would swallow the signal to stop. */
function startOf({ scripts, main }: PackageJson): Found<readonly string[]> | undefined {
  const words = /^node((?: [\w./=@:-]+)+)$/.exec(scripts["start"] ?? "")?.[1];
  if (words !== undefined) return { value: ["node", ...words.trim().split(" ")], because: "the script start" };
  if (scripts["start"] !== undefined) return { value: ["npm", "start"], because: "the script start" };
  return main === undefined ? undefined : { value: ["node", main], because: "main in package.json" };
}
