import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Directory, File } from "@dagger.io/dagger";

/** Hands something of the engine's over as a path in this function's own file system, for as long as it is used. */
export async function withExported<T>(held: Directory | File, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-exported-"));
  const path = join(folder, "held");
  try {
    await held.export(path);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
