import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** All that a build is made from. Tests and the README are not. */
const sources = ["next.config.ts", "package-lock.json", "public", "src", "tsconfig.json"];

/**
 * A name for a build that the same source always gets and other source never does. Next.js would take a random one, and
 * no two builds would be alike; a fixed one would hide from open pages that a new version is out.
 */
export function buildIdOf(folder: string): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesAt(folder, source))) {
    const content = readFileSync(join(folder, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 20);
}

function filesAt(folder: string, source: string): string[] {
  if (statSync(join(folder, source)).isFile()) return [source];
  return readdirSync(join(folder, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
