import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Directory, dag } from "@dagger.io/dagger";
import { configError, readConfig, type Service, type SoundFile } from "../config/index.js";
import { SlipwayError } from "../errors/index.js";
import { READ, SEEN, type ServiceFiles } from "../presets/index.js";
import { withExported } from "./exported.js";

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

/**
 * What presets look at, by service. Everything is fetched at once: one query for a thousand services takes hardly longer
 * than one for one.
 */
export async function readServiceFiles(
  source: Directory,
  services: readonly Pick<Service, "name" | "path">[],
): Promise<ReadonlyMap<string, ServiceFiles>> {
  const wanted = [...READ, ...SEEN];
  const include = services.flatMap(({ path }) => wanted.map((name) => (path === "." ? name : `${path}/${name}`)));
  return withExported(dag.directory().withDirectory(".", source, { include }), async (folder) => {
    const found = services.map(async ({ name, path }) => [name, await readFolder(join(folder, path))] as const);
    return new Map(await Promise.all(found));
  });
}

async function readFolder(folder: string): Promise<ServiceFiles> {
  const names = new Set<string>();
  const text = new Map<string, string>();
  await Promise.all([
    ...READ.map(async (name) => {
      const content = await readFile(join(folder, name), "utf8").catch(() => undefined);
      if (content === undefined) return;
      names.add(name);
      text.set(name, content);
    }),
    ...SEEN.map(async (name) => {
      if (await stat(join(folder, name)).catch(() => undefined)) names.add(name);
    }),
  ]);
  return { names, text };
}
