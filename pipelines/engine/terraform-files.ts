import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type Directory, dag } from "@dagger.io/dagger";
import { moduleFolders } from "../terraform/index.js";
import { withExported } from "./exported.js";

const NOT_READ = ["**/.terraform", "**/node_modules", ".git"];

/** A root module and the modules it uses, as they are in the repository. */
export interface TerraformFiles {
  /** Folders, the root module's own and every local module's, relative to the repository. */
  readonly folders: readonly string[];
  /** Text of each .tf and .tf.json file by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Of all files in these folders. */
  readonly digest: string;
  readonly hasLockFile: boolean;
}

const LOCK_FILE = ".terraform.lock.hcl";

/** Reads what an environment's Terraform is made of. */
export async function readTerraformFiles(source: Directory, root: string): Promise<TerraformFiles> {
  const texts = await textsOf(source, ["**/*.tf", "**/*.tf.json"]);
  const folders = moduleFolders(new Map([...texts].map(([path, content]) => [path, content.toString("utf8")])), root);
  const all = await textsOf(
    source,
    folders.flatMap((folder) => (folder === "." ? ["*"] : [`${folder}/*`])),
  );
  const hash = createHash("sha256");
  for (const [path, content] of [...all].sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  const isRead = (path: string) => folders.includes(relative("/", join("/", path, "..")) || ".");
  return {
    folders,
    texts: new Map(
      [...texts].filter(([path]) => isRead(path)).map(([path, content]) => [path, content.toString("utf8")]),
    ),
    digest: hash.digest("hex"),
    hasLockFile: all.has(root === "." ? LOCK_FILE : `${root}/${LOCK_FILE}`),
  };
}

async function textsOf(source: Directory, include: string[]): Promise<Map<string, Buffer>> {
  const wanted = dag.directory().withDirectory(".", source, { include, exclude: NOT_READ });
  return withExported(wanted, async (folder) => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return new Map(
      await Promise.all(files.map(async (file) => [relative(folder, file), await readFile(file)] as const)),
    );
  });
}
