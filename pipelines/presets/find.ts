import type { Service } from "../config/index.js";
import type { ServiceFiles } from "./files.js";
import { nodePreset } from "./node.js";
import type { PresetResult } from "./preset.js";
import { pythonPreset } from "./python.js";

/** The preset that a service names, or the one that its files speak for; undefined where none does. */
export function findPreset(service: Pick<Service, "preset" | "port">, files: ServiceFiles): PresetResult | undefined {
  switch (service.preset) {
    case "node":
    case "nextjs":
      return nodePreset(files, service.preset);
    case "python":
      return pythonPreset(files, service.port);
    case undefined:
      if (files.text.has("package.json")) return nodePreset(files);
      if (files.names.has("uv.lock") || files.text.has("requirements.txt") || files.text.has("pyproject.toml")) {
        return pythonPreset(files, service.port);
      }
      return undefined;
    default:
      return service.preset satisfies never;
  }
}
