import { access, constants, mkdir, readdir, rename, rm, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SlipwayError } from "../../pipelines/errors/index.js";
import type { Layout } from "./layout.js";
import type { Part } from "./part.js";

/** Free space that a set-up from nothing asks for, in GiB; what it leaves behind is about half of that. */
const FREE_GIB = 8;

/** The folder that a part is in when it is finished. */
export function partFolder(layout: Layout, part: Pick<Part, "id" | "key">): string {
  return join(layout.parts, `${part.id}-${part.key}`);
}

/** The folder of the part with an id, among others. */
export function folderOfPart(layout: Layout, parts: readonly Pick<Part, "id" | "key">[], id: string): string {
  const part = parts.find((one) => one.id === id);
  if (part === undefined) throw new Error(`no part is called ${id}`);
  return partFolder(layout, part);
}

/** Whether a part is finished. A folder has its final name only then. */
export async function isFinished(layout: Layout, part: Part): Promise<boolean> {
  if (part.isThere !== undefined) return part.isThere();
  const folder = partFolder(layout, part);
  return (await exists(folder)) && (part.isIntact === undefined || (await part.isIntact(folder)));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Builds into a scratch folder and gives it its final name in one step, so that a run that dies leaves nothing half-made. */
export async function finishPart(
  layout: Layout,
  part: Part,
  build: (folders: { readonly folder: string; readonly scratch: string }) => Promise<void>,
): Promise<void> {
  const scratch = join(layout.scratch, `${part.id}-${part.key}-${process.pid}`);
  const folder = join(scratch, "part");
  await mkdir(join(scratch, "work"), { recursive: true });
  await mkdir(folder);
  try {
    await build({ folder, scratch: join(scratch, "work") });
    if (part.isThere === undefined) {
      // One that is there but no longer intact makes room.
      await rm(partFolder(layout, part), { recursive: true, force: true });
      await rename(folder, partFolder(layout, part));
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Makes the folders, clears what dead runs left, and says so if the cache folder cannot be used. Call it with the lock held. */
export async function prepareStore(layout: Layout, options: { readonly willBuild: boolean }): Promise<void> {
  try {
    // Asked first and by itself: on a read-only disk mkdir only says that there is no such folder.
    await access(await nearestFolder(layout.cache), constants.W_OK);
    await rm(layout.scratch, { recursive: true, force: true });
    for (const folder of [layout.parts, layout.scratch, layout.state, layout.mirror, layout.logs]) {
      await mkdir(folder, { recursive: true });
    }
  } catch (cause) {
    throw unusable(layout, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (!options.willBuild) return;
  const { bavail, bsize } = await statfs(layout.cache);
  const freeGiB = (bavail * bsize) / 2 ** 30;
  if (freeGiB < FREE_GIB)
    throw unusable(layout, `${freeGiB.toFixed(1)} GiB free, ${FREE_GIB} GiB needed for the set-up`);
}

async function nearestFolder(path: string): Promise<string> {
  return (await exists(path)) ? path : nearestFolder(dirname(path));
}

/** The error for a cache folder that is full, read-only or not ours. */
export function unusable(layout: Layout, saw: string, cause?: unknown): SlipwayError {
  return new SlipwayError(
    "CACHE_UNUSABLE",
    {
      what: `The cache folder ${layout.cache} cannot be used.`,
      saw,
      next: "free some space or make it writable, or set XDG_CACHE_HOME to a folder on another disk.",
    },
    { cause },
  );
}

/** Removes finished parts of other keys: what earlier versions left. Returns their names. */
export async function prune(layout: Layout, keep: readonly Part[]): Promise<string[]> {
  const kept = new Set(keep.map((part) => `${part.id}-${part.key}`));
  const there = (await exists(layout.parts)) ? await readdir(layout.parts) : [];
  const old = there.filter((name) => !kept.has(name));
  for (const name of old) await rm(join(layout.parts, name), { recursive: true, force: true });
  return old;
}
