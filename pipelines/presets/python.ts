import type { ServiceFiles } from "./files.js";
import { REPORTS } from "./node-tests.js";
import { type Found, type Preset, type PresetResult, unfit } from "./preset.js";
import { type PythonProject, readPython } from "./pyproject.js";
import { pythonDockerfile } from "./python-dockerfile.js";

/** Used where the service names no version. Source: devguide.python.org, "Status of Python versions". */
const PYTHON = "3.12";

/** Python 3's oldest minor version that is maintained. A project that takes any from an older one on gets {@link PYTHON}. */
const OLDEST = 10;

/** Where a web application is looked for, and how a server names it. */
const APPLICATIONS = [
  ["app/main.py", "app.main:app"],
  ["main.py", "main:app"],
  ["app.py", "app:app"],
  ["src/main.py", "src.main:app"],
] as const;

/** A Python service: uv where there is a uv.lock, else pip with requirements.txt. */
export function pythonPreset(files: ServiceFiles, port: number): PresetResult {
  const read = readPython(files);
  if (!read.ok) return read;
  const project = read.value;
  const isUv = files.names.has("uv.lock");
  if (!isUv && !files.names.has("requirements.txt")) {
    return unfit(
      "Nothing pins the packages of a Python service.",
      "no uv.lock and no requirements.txt",
      "commit a lock file (`uv lock`), or build with a Dockerfile.",
    );
  }
  const start = startOf(files, project, port);
  const tool = (name: string) => project.packages.has(name);
  const lint = [
    ...(tool("ruff") ? [["ruff", "check", "."]] : []),
    ...(tool("mypy") && project.tools.has("mypy") ? [["mypy", "."]] : []),
  ];
  const covers = tool("pytest-cov");
  const pytest = [
    "pytest",
    `--junitxml=${REPORTS}/junit.xml`,
    ...(covers ? ["--cov", `--cov-report=xml:${REPORTS}/coverage.xml`] : []),
  ];
  return {
    ok: true,
    value: {
      name: "python",
      because: isUv ? "uv.lock" : "requirements.txt",
      base: baseOf(files, project),
      install: isUv
        ? { value: ["uv", "sync", "--frozen", "--no-install-project", ...project.further], because: "uv.lock" }
        : { value: pipInstall(files), because: "requirements.txt" },
      ...(lint.length > 0 ? { lint: { value: lint, because: "its packages" } } : {}),
      ...(tool("pytest")
        ? {
            test: { value: [pytest], because: "its packages have pytest" },
            junit: { value: [`${REPORTS}/junit.xml`], because: "pytest writes it" },
            ...(covers ? { coverage: { value: `${REPORTS}/coverage.xml`, because: "pytest-cov writes it" } } : {}),
          }
        : {}),
      ...(start === undefined ? {} : { start }),
      dockerfile: (settled) =>
        pythonDockerfile(
          { files, isUv, isPackage: isUv && project.isPackage, readsSource: project.readsSource },
          settled,
        ),
    } satisfies Preset,
  };
}

function pipInstall({ names }: ServiceFiles): readonly string[] {
  const further = names.has("requirements-dev.txt") ? ["-r", "requirements-dev.txt"] : [];
  return ["pip", "install", "--no-compile", "-r", "requirements.txt", ...further];
}

function baseOf({ text }: ServiceFiles, { requiresPython }: PythonProject): Found<string> {
  const image = (version: string) => `python:${version}-slim-bookworm`;
  // As exactly as it is written: uv takes no other.
  const pinned = /^(?:cpython[@-])?(3\.\d+(?:\.\d+)?)\b/m.exec(text.get(".python-version") ?? "")?.[1];
  if (pinned !== undefined) return { value: image(pinned), because: ".python-version" };
  const least = /(?:>=|==|~=)\s*(3\.\d+)/.exec(requiresPython ?? "")?.[1];
  const isOld = /^>=\s*3\.\d+(?:\.\d+)?$/.test(requiresPython?.trim() ?? "") && Number(least?.slice(2)) < OLDEST;
  if (least !== undefined && !isOld) return { value: image(least), because: "requires-python in pyproject.toml" };
  return { value: image(PYTHON), because: "a Python that is maintained" };
}

/** The server that the packages hold, with the application found where it usually is. */
function startOf({ names }: ServiceFiles, { packages }: PythonProject, port: number): Preset["start"] {
  const [file, application] = APPLICATIONS.find(([name]) => names.has(name)) ?? [];
  if (file === undefined || application === undefined) return undefined;
  const address = `0.0.0.0:${port}`;
  if (packages.has("uvicorn") || packages.has("fastapi")) {
    const value = ["uvicorn", application, "--host", "0.0.0.0", "--port", String(port)];
    return { value, because: `${file}, served by uvicorn` };
  }
  if (packages.has("gunicorn")) {
    return { value: ["gunicorn", "--bind", address, application], because: `${file}, served by gunicorn` };
  }
  return { value: ["python", file], because: file };
}
