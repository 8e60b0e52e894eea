import type { ServiceFiles } from "./files.js";
import { blocks, run } from "./lines.js";
import { type Settled, STAGES } from "./preset.js";

/** Puts the packages of a uv.lock into place. */
const UV = "0.13.9";

interface Shipped {
  readonly files: ServiceFiles;
  readonly isUv: boolean;
  readonly isPackage: boolean;
  readonly readsSource: boolean;
}

const VENV = "/opt/venv";

/** Number of a user without a name, rights or home. Images start as it, and their files are root's. */
const USER = 65532;

/** The Dockerfile of a Python service: its source, with the packages it needs to run in a virtual environment. */
export function pythonDockerfile({ files, isUv, isPackage, readsSource }: Shipped, settled: Settled): string {
  const cache = isUv ? "/root/.cache/uv" : "/root/.cache/pip";
  const manifests = isUv
    ? ["pyproject.toml", "uv.lock"]
    : ["requirements.txt", ...["requirements-dev.txt"].filter((name) => files.names.has(name))];
  const production = isUv
    ? ["uv", "sync", "--frozen", "--no-install-project", "--no-default-groups"]
    : ["pip", "install", "--no-compile", "-r", "requirements.txt"];
  const tools = isUv
    ? [
        run(["pip", "install", "--no-cache-dir", `uv==${UV}`]),
        `ENV UV_PROJECT_ENVIRONMENT=${VENV} UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never`,
      ]
    : [run(["python", "-m", "venv", VENV])];
  // An install command of the service's own installs the project too, if it wants that.
  const installsProject = isPackage && !settled.isOwnInstall;
  const withProject = settled.install.filter((word) => word !== "--no-install-project");
  return blocks(
    [
      `FROM ${settled.base} AS base`,
      "WORKDIR /app",
      `ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=${VENV}/bin:/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin`,
    ],
    ["FROM base AS tools", ...tools],
    ["FROM tools AS manifest", settled.isOwnInstall || readsSource ? "COPY . ." : `COPY ${manifests.join(" ")} ./`],
    ["FROM manifest AS dependencies", run(settled.install, cache)],
    [`FROM dependencies AS ${STAGES.dev}`, "COPY . .", ...(installsProject ? [run(withProject, cache)] : [])],
    [`FROM ${STAGES.dev} AS ${STAGES.build}`, ...(settled.build === undefined ? [] : [run(settled.build)])],
    [
      "FROM manifest AS production",
      run(settled.isOwnInstall ? settled.install : production, cache),
      ...(installsProject
        ? ["COPY . .", run(["uv", "sync", "--frozen", "--no-default-groups", "--no-editable"], cache)]
        : []),
    ],
    [
      `FROM base AS ${STAGES.image}`,
      `ENV PORT=${settled.port}`,
      `COPY --from=production ${VENV} ${VENV}`,
      settled.build === undefined ? "COPY . ." : `COPY --from=${STAGES.build} /app ./`,
      `USER ${USER}`,
      `EXPOSE ${settled.port}`,
      `CMD ${JSON.stringify(settled.start)}`,
    ],
  );
}
