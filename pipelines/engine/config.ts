import type { Directory } from "@dagger.io/dagger";
import { effectiveOf, environmentOf, renderJson, renderText, withSuggestions } from "../config/index.js";
import { findPreset, suggestionsOf } from "../presets/index.js";
import { readServiceFiles, readSource } from "./source.js";

/** What applies in an environment, with what presets fill in and where each value comes from. */
export async function config(source: Directory, name: string, format: "text" | "json" | "summary"): Promise<string> {
  const file = await readSource(source);
  let tree = effectiveOf(file, name);
  const services = Object.values(environmentOf(file.config, name).services);
  const files = await readServiceFiles(source, services);
  for (const service of services) {
    const own = files.get(service.name);
    const preset = own === undefined ? undefined : findPreset(service, own);
    // What stands in a preset's way is told when something is built with it.
    if (own === undefined || preset?.ok !== true) continue;
    const hasDockerfile = service.image.dockerfile !== undefined || own.names.has("Dockerfile");
    tree = withSuggestions(tree, service.name, suggestionsOf(preset.value, hasDockerfile));
  }
  if (format === "json") return renderJson(tree);
  return format === "text" ? renderText(tree) : `\`\`\`yaml\n${renderText(tree)}\`\`\`\n`;
}
