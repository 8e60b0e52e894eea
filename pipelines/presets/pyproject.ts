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
    })
    .prefault({}),
  "build-system": z.unknown().optional(),
  "dependency-groups": z.record(z.string(), z.array(z.unknown())).default({}),
  tool: z.record(z.string(), z.unknown()).default({}),
});

/** A Python project as presets see it. */
export interface PythonProject {
  readonly requiresPython: string | undefined;
  /** Names of packages, lower case, those of development included. */
  readonly packages: ReadonlySet<string>;
  readonly tools: ReadonlySet<string>;
  /** Whether the project itself is installed, not only what it depends on. */
  readonly isPackage: boolean;
}

export function readPython({ text }: ServiceFiles): PresetResult<PythonProject> {
  const requirements = (text.get("requirements.txt") ?? "").split("\n").map((line) => line.trim());
  const packages = new Set(requirements.filter((line) => /^[A-Za-z]/.test(line)).map(nameOf));
  const source = text.get("pyproject.toml");
  if (source === undefined) {
    return { ok: true, value: { requiresPython: undefined, packages, tools: new Set(), isPackage: false } };
  }
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
    return unfit(what, `${issue?.path.join(".") ?? "(file)"}: ${issue?.message ?? "not a table"}`, next);
  }
  const { project, tool } = read.data;
  const groups = Object.values(read.data["dependency-groups"]).flat();
  for (const one of [...project.dependencies, ...groups]) if (typeof one === "string") packages.add(nameOf(one));
  const uv = z.object({ package: z.boolean().optional() }).safeParse(tool["uv"]).data;
  const isPackage = uv?.package ?? read.data["build-system"] !== undefined;
  return {
    ok: true,
    value: { requiresPython: project["requires-python"], packages, tools: new Set(Object.keys(tool)), isPackage },
  };
}

function nameOf(requirement: string): string {
  return (/^[A-Za-z0-9._-]+/.exec(requirement)?.[0] ?? "").toLowerCase();
}
