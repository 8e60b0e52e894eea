import { parse } from "smol-toml";
import { z } from "zod";
import type { ServiceFiles } from "./files.js";
import { type PresetResult, unfit } from "./preset.js";

/** What presets read of a pyproject.toml. Sources: packaging.python.org, "pyproject.toml"; PEP 735, dependency groups. */
const Pyproject = z.object({
  project: z
    .object({
      "requires-python": z.string().optional(),
      dependencies: z.array(z.string()).default([]),
      "optional-dependencies": z.record(z.string(), z.array(z.string())).default({}),
    })
    .prefault({}),
  "build-system": z.unknown().optional(),
  "dependency-groups": z.record(z.string(), z.array(z.unknown())).default({}),
  tool: z.record(z.string(), z.unknown()).default({}),
});

/** What presets read of `[tool.uv]`. Source: docs.astral.sh/uv, "Settings". */
const Uv = z.object({
  package: z.boolean().optional().catch(undefined),
  "default-groups": z.union([z.literal("all"), z.array(z.string())]).catch(["dev"]),
  "dev-dependencies": z.array(z.string()).catch([]),
  sources: z.record(z.string(), z.unknown()).catch({}),
  workspace: z.unknown().optional(),
});

/** A Python project as presets see it. */
export interface PythonProject {
  readonly requiresPython: string | undefined;
  /** Names of packages as PEP 503 writes them, those of development included. */
  readonly packages: ReadonlySet<string>;
  readonly tools: ReadonlySet<string>;
  /** Whether the project itself is installed, not only what it depends on. */
  readonly isPackage: boolean;
  /** Words for `uv sync` without which packages that check the service are left out, such as `--group test`. */
  readonly further: readonly string[];
  /** Whether packages can be installed only with the service's other files there. */
  readonly readsSource: boolean;
}

/** Packages that a preset runs. */
const CHECKERS = new Set(["pytest", "pytest-cov", "ruff", "mypy"]);

/** A line of requirements that names another file or folder, but not those that are there anyway. */
const ELSEWHERE =
  /^(?:-[rce]|--(?:requirement|constraint|editable))(?![\s=]*(?:\.\/)?requirements(?:-dev)?\.txt\s*$)|^\.{0,2}\/|^\.(?:$|\[)|\bfile:/;

export function readPython({ names, text }: ServiceFiles): PresetResult<PythonProject> {
  // What is not installed is not there to be run: uv reads pyproject.toml alone, pip the requirements.
  const isUv = names.has("uv.lock");
  const requirements = (isUv ? [] : ["requirements.txt", "requirements-dev.txt"]).flatMap((name) =>
    (text.get(name) ?? "").split("\n").map((line) => line.trim()),
  );
  const packages = new Set(requirements.filter((line) => /^[A-Za-z]/.test(line)).map(nameOf));
  const plain = {
    requiresPython: undefined,
    packages,
    tools: new Set<string>(),
    isPackage: false,
    further: [],
    readsSource: requirements.some((line) => ELSEWHERE.test(line)),
  };
  const source = text.get("pyproject.toml");
  if (source === undefined) return { ok: true, value: plain };
  const what = "The pyproject.toml of a service cannot be read.";
  const next = "correct it; `uv tree` in its folder shows whether uv can read it.";
  let toml: unknown;
  try {
    toml = parse(source);
  } catch (error) {
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return unfit(what, first, next);
  }
  const read = Pyproject.safeParse(toml);
  if (!read.success) {
    const [issue] = read.error.issues;
    return unfit(what, `${issue?.path.join(".") || "(file)"}: ${issue?.message ?? "not a table"}`, next);
  }
  const { project, tool } = read.data;
  const uv = Uv.safeParse(tool["uv"]).data ?? Uv.parse({});
  const usual = uv["default-groups"];
  const groups = namesIn(read.data["dependency-groups"]);
  const extras = namesIn(project["optional-dependencies"]);
  for (const one of project.dependencies) packages.add(nameOf(one));
  if (isUv) {
    for (const one of uv["dev-dependencies"]) packages.add(nameOf(one));
    for (const one of [...groups, ...extras].flatMap((list) => list.names)) packages.add(one);
  }
  const isLeftOut = ({ list }: List) => usual !== "all" && !usual.includes(list);
  return {
    ok: true,
    value: {
      requiresPython: project["requires-python"],
      packages,
      tools: new Set(Object.keys(tool)),
      isPackage: uv.package ?? read.data["build-system"] !== undefined,
      further: [
        ...groups.filter((group) => checks(group) && isLeftOut(group)).flatMap(({ list }) => ["--group", list]),
        ...extras.filter(checks).flatMap(({ list }) => ["--extra", list]),
      ],
      readsSource:
        plain.readsSource ||
        uv.workspace !== undefined ||
        Object.values(uv.sources).some((one) => /"(?:path|workspace)":/.test(JSON.stringify(one))),
    },
  };
}

interface List {
  readonly list: string;
  readonly names: readonly string[];
}

function namesIn(lists: Readonly<Record<string, readonly unknown[]>>): List[] {
  return Object.entries(lists).map(([list, some]) => ({
    list,
    names: some.filter((one) => typeof one === "string").map(nameOf),
  }));
}

function checks({ names }: List): boolean {
  return names.some((name) => CHECKERS.has(name));
}

function nameOf(requirement: string): string {
  return (/^[A-Za-z0-9._-]+/.exec(requirement)?.[0] ?? "").toLowerCase().replaceAll(/[-_.]+/g, "-");
}
