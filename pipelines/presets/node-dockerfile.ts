import type { ServiceFiles } from "./files.js";
import { blocks, run } from "./lines.js";
import type { PackageJson } from "./package-json.js";
import type { PackageManager } from "./package-manager.js";
import { type Settled, STAGES } from "./preset.js";

interface Shipped {
  readonly files: ServiceFiles;
  readonly manifest: PackageJson;
  readonly manager: PackageManager;
}

const QUIET = "ENV NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false";

/** Files that decide which packages are installed. */
const MANIFESTS = [".npmrc", ".yarnrc.yml", "pnpm-workspace.yaml", ".pnpmfile.cjs"];

/** Folders that an install reads, by what shows that they are there. Prisma's packages read their schema. */
const FOLDERS = [
  ["prisma", "prisma/schema.prisma"],
  ["patches", "patches"],
  [".yarn", ".yarn/releases", ".yarn/plugins", ".yarn/patches"],
] as const;

/** Scripts that npm and the others run when they install. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];

/** What such a script may run without a look at the source. */
const HARMLESS = /^(?:husky(?: install)?|prisma generate|patch-package)(?: \|\| true)?$/;

/** Number of the user `node` in Node's own images. Other images know the number too, and Kubernetes can check it. */
const USER = 1000;

/** Everything up to a built source: packages first, from their own files alone, so that a change of source keeps them. */
function untilBuilt({ files, manifest, manager }: Shipped, settled: Settled): string[][] {
  const manifests = ["package.json", manager.lockFile, ...MANIFESTS.filter((name) => files.names.has(name))];
  const folders = FOLDERS.filter(([, ...signs]) => signs.some((sign) => files.names.has(sign)));
  const copied =
    settled.isOwnInstall || readsSource(manifest)
      ? ["COPY . ."]
      : [`COPY ${manifests.join(" ")} ./`, ...folders.map(([folder]) => `COPY ${folder} ./${folder}`)];
  const env = manager.settings.length > 0 ? [`ENV ${manager.settings.join(" ")}`] : [];
  return [
    [
      `FROM ${settled.base} AS base`,
      "WORKDIR /app",
      QUIET,
      ...env,
      ...(manager.setUp === undefined ? [] : [run(manager.setUp)]),
    ],
    ["FROM base AS manifest", ...copied],
    ["FROM manifest AS dependencies", run(settled.install, manager.cache)],
    [`FROM dependencies AS ${STAGES.dev}`, "COPY . ."],
    [`FROM ${STAGES.dev} AS ${STAGES.build}`, ...(settled.build === undefined ? [] : [run(settled.build)])],
  ];
}

/** Whether packages cannot be installed from their own files alone. */
function readsSource({ workspaces, scripts, ...manifest }: PackageJson): boolean {
  const packages = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies];
  return (
    workspaces !== undefined ||
    packages
      .flatMap((some) => Object.values(some))
      .some((range) => /^(?:file|link|portal|workspace):|^\.{0,2}\//.test(range)) ||
    INSTALL_SCRIPTS.some((name) => Object.hasOwn(scripts, name) && !HARMLESS.test(scripts[name] ?? ""))
  );
}

function ending({ start, port }: Settled): string[] {
  // The files stay root's: the service reads them and can change none.
  return [`USER ${USER}`, `EXPOSE ${port}`, `CMD ${JSON.stringify(start)}`];
}

/** The Dockerfile of a Node service: its built source with the packages it needs to run. */
export function nodeDockerfile(shipped: Shipped, settled: Settled): string {
  const { manager, manifest } = shipped;
  // It prepares the package for its developers, such as Git hooks, with programs that only they have.
  const isPrepared = !settled.isOwnInstall && Object.hasOwn(manifest.scripts, "prepare");
  return blocks(
    ...untilBuilt(shipped, settled),
    [
      "FROM manifest AS production",
      isPrepared ? run(["npm", "pkg", "delete", "scripts.prepare"]) : undefined,
      run(settled.isOwnInstall ? settled.install : manager.production, manager.cache),
      run(["mkdir", "-p", "node_modules"]),
    ],
    [`FROM ${STAGES.build} AS source`, run(["rm", "-rf", "node_modules"])],
    [
      `FROM base AS ${STAGES.image}`,
      `ENV NODE_ENV=production PORT=${settled.port}`,
      "COPY --from=production /app/node_modules ./node_modules",
      "COPY --from=source /app ./",
      ...ending(settled),
    ],
  );
}

/** The Dockerfile of a Next.js service: its standalone output. Source: nextjs.org, "output". */
export function nextDockerfile(shipped: Shipped, settled: Settled): string {
  return blocks(...untilBuilt(shipped, settled), [
    `FROM base AS ${STAGES.image}`,
    `ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=${settled.port}`,
    `COPY --from=${STAGES.build} /app/.next/standalone ./`,
    `COPY --from=${STAGES.build} /app/.next/static ./.next/static`,
    shipped.files.names.has("public") ? `COPY --from=${STAGES.build} /app/public ./public` : undefined,
    ...ending(settled),
  ]);
}
