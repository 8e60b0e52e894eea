import { posix } from "node:path";

/** A module's own folder in HCL or JSON: only paths that begin with ./ or ../ are local. */
const LOCAL_SOURCE = /"?source"?\s*[=:]\s*"(\.\.?(?:\/[^"\n]*)?)"/g;

/**
 * Folders of a root module and of all local modules it uses, their own included, relative to the repository and in order.
 * `files` has the text of every .tf and .tf.json file by path. Folders outside the repository are left to the tool to refuse.
 */
export function moduleFolders(files: ReadonlyMap<string, string>, root: string): string[] {
  const byFolder = new Map<string, string[]>();
  for (const [path, text] of files) {
    const folder = posix.dirname(path);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), text]);
  }
  const found = new Set<string>();
  const waiting = [posix.normalize(root)];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (found.has(folder) || folder.startsWith("..")) continue;
    found.add(folder);
    for (const text of byFolder.get(folder) ?? []) {
      for (const [, source = ""] of text.matchAll(LOCAL_SOURCE)) {
        waiting.push(posix.join(folder, source).replace(/\/$/, ""));
      }
    }
  }
  return [...found].sort();
}

/** Whether a root module says where its state is kept. */
export function hasBackend(files: ReadonlyMap<string, string>, root: string): boolean {
  const folder = posix.normalize(root);
  return [...files].some(
    ([path, text]) =>
      posix.dirname(path) === folder &&
      (path.endsWith(".json")
        ? /"(?:backend|cloud)"\s*:/.test(text)
        : /^\s*(?:backend\s+"[\w-]+"|cloud)\s*\{/m.test(text)),
  );
}
