import type { Directory } from "@dagger.io/dagger";
import { configError, effectiveOf, readConfig, renderJson, renderText, type SoundFile } from "../config/index.js";
import { SlipwayError } from "../errors/index.js";

const CONFIG = "slipway.yaml";

/** Reads the repository's configuration; `CONFIG_NOT_FOUND`, or one error with all of its problems. */
export async function readSource(source: Directory): Promise<SoundFile> {
  if (!(await source.exists(CONFIG))) {
    throw new SlipwayError("CONFIG_NOT_FOUND", {
      what: `There is no ${CONFIG} at the top of the repository.`,
      saw: `files: ${(await source.entries()).slice(0, 12).join(", ") || "none"}`,
      next: "from another repository, name it with `--source .`; a first slipway.yaml is in the README.",
    });
  }
  const read = readConfig(await source.file(CONFIG).contents());
  if (!read.ok) throw configError(read, CONFIG);
  return read;
}

/** What applies in an environment, with where each value comes from. */
export async function config(source: Directory, name: string, format: "text" | "json"): Promise<string> {
  const tree = effectiveOf(await readSource(source), name);
  return format === "json" ? renderJson(tree) : renderText(tree);
}
