import { lutimes, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Directory, dag } from "@dagger.io/dagger";

/** Where folders pass through, in this function's own working directory. It ends with the call. */
const PASSAGE = "slipway-source";

let passed = 0;

/**
 * The repository's files, folder by folder, each known to the engine by its content alone: a step that reads a folder
 * runs again only when something in it has changed. The directory that a function is given is known by all it was made
 * from, whichever part of it is taken, so a change of any file would run everything again. What comes out of the
 * function's own file system is known by content, and that is the way each folder takes, once.
 */
export class SourceTree {
  readonly directory: Directory;
  readonly #folders = new Map<string, Promise<Directory>>();

  constructor(directory: Directory) {
    this.directory = directory;
  }

  /** A folder, without history. `.` is all of the repository. */
  folder(path: string): Promise<Directory> {
    return this.#once(path, path === "." ? without(this.directory, []) : this.directory.directory(path));
  }

  /** What is in none of some folders. */
  rest(folders: readonly string[]): Promise<Directory> {
    return this.#once(`! ${folders.join(" ")}`, without(this.directory, folders));
  }

  /** What some patterns name, where it is in the repository. */
  matching(include: readonly string[], exclude: readonly string[] = []): Promise<Directory> {
    const part = dag.directory().withDirectory(".", this.directory, { include: [...include], exclude: [...exclude] });
    return this.#once(`= ${include.join(" ")}`, part);
  }

  #once(key: string, part: Directory): Promise<Directory> {
    const folder = this.#folders.get(key) ?? byContent(part);
    this.#folders.set(key, folder);
    return folder;
  }
}

function without(directory: Directory, folders: readonly string[]): Directory {
  return dag.directory().withDirectory(".", directory, { exclude: [".git", ...folders] });
}

async function byContent(directory: Directory): Promise<Directory> {
  passed += 1;
  const path = `${PASSAGE}/${passed}`;
  await directory.export(path);
  await touch(path);
  return dag.currentModule().workdir(path);
}

/**
 * Gives every file the present time, as a fresh checkout has it. When somebody last saved a file is no part of its content,
 * and would otherwise be part of an image.
 */
async function touch(folder: string): Promise<void> {
  const now = new Date();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await lutimes(join(entry.parentPath, entry.name), now, now);
  }
}
