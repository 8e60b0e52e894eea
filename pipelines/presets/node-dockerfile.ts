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
const MANIFESTS = [".npmrc", ".yarnrc.yml", "pnpm-workspace.yaml"];

/** Everything up to a built source: packages first, from their own files alone, so that a change of source keeps them. */
function untilBuilt({ files, manager }: Shipped, settled: Settled): string[][] {
  const manifests = ["package.json", manager.lockFile, ...MANIFESTS.filter((name) => files.names.has(name))];
  const copied = settled.isOwnInstall ? ["COPY . ."] : [`COPY ${manifests.join(" ")} ./`];
  // Prisma's packages read the schema when they are installed.
  if (!settled.isOwnInstall && files.names.has("prisma/schema.prisma")) copied.push("COPY prisma ./prisma");
  return [
    [
      `FROM ${settled.base} AS base`,
      "WORKDIR /app",
      QUIET,
      ...(manager.setUp === undefined ? [] : [run(manager.setUp)]),
    ],
    ["FROM base AS manifest", ...copied],
    ["FROM manifest AS dependencies", run(settled.install, manager.cache)],
    [`FROM dependencies AS ${STAGES.dev}`, "COPY . ."],
    [`FROM ${STAGES.dev} AS ${STAGES.build}`, ...(settled.build === undefined ? [] : [run(settled.build)])],
  ];
}

function ending({ start, port }: Settled): string[] {
  // The files stay root's: the service reads them and can change none.
  return ["USER node", `EXPOSE ${port}`, `CMD ${JSON.stringify(start)}`];
}

/** The Dockerfile of a Node service: its built source with the packages it needs to run. */
export function nodeDockerfile(shipped: Shipped, settled: Settled): string {
  const { manager } = shipped;
  return blocks(
    ...untilBuilt(shipped, settled),
    [
      "FROM manifest AS production",
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
