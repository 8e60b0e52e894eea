import { z } from "zod";
import type { ServiceFiles } from "./files.js";
import { type PresetResult, unfit } from "./preset.js";

const words = z.record(z.string(), z.string()).default({});

/** What presets read of a package.json. Source: docs.npmjs.com, "package.json". */
const PackageJsonSchema = z.object({
  packageManager: z.string().optional(),
  main: z.string().optional(),
  scripts: words,
  dependencies: words,
  devDependencies: words,
  optionalDependencies: words,
  workspaces: z.unknown().optional(),
});

export type PackageJson = z.output<typeof PackageJsonSchema>;

export function readPackageJson({ text }: ServiceFiles): PresetResult<PackageJson> {
  const what = "The package.json of a service cannot be read.";
  const next = "correct it; `npm pkg get name` in its folder shows whether npm can read it.";
  let json: unknown;
  try {
    json = JSON.parse((text.get("package.json") ?? "").replace(/^\uFEFF/, ""));
  } catch (error) {
    return unfit(what, error instanceof Error ? error.message : String(error), next);
  }
  const read = PackageJsonSchema.safeParse(json);
  if (read.success) return { ok: true, value: read.data };
  const [issue] = read.error.issues;
  return unfit(what, `${issue?.path.join(".") || "(file)"}: ${issue?.message ?? "not a map"}`, next);
}
