/** A folder that is, or leads to, a service's path or its image's context. Services are told by their place in the list. */
interface Folder {
  readonly parent: Folder | undefined;
  readonly depth: number;
  readonly children: Map<string, Folder>;
  readonly paths: number[];
  readonly contexts: number[];
}

/** Whose the files of a folder are, by the reason. */
export interface Belonging {
  /** Services with the longest path that holds the folder. */
  readonly owners: readonly number[];
  /** Services whose image is built from a folder that holds it. */
  readonly builders: readonly number[];
  /** The same, where that folder is the whole repository, which says little about what the image is made of. */
  readonly rootBuilders: readonly number[];
}

/** Finds the services that a file belongs to, in as many steps as its path has parts, however many services there are. */
export class FolderTree {
  readonly #root: Folder = folderIn(undefined);
  readonly #pathOf: Folder[] = [];
  readonly #known = new Map<Folder, Belonging>();

  constructor(services: readonly { readonly path: string; readonly image: { readonly context: string } }[]) {
    for (const [index, { path, image }] of services.entries()) {
      const folder = this.#folderAt(path);
      folder.paths.push(index);
      this.#pathOf.push(folder);
      this.#folderAt(image.context).contexts.push(index);
    }
  }

  /** The answer is one object for all files of which it is true, so it can serve as a key. */
  belongingOf(file: string): Belonging {
    const folder = this.#deepest(file);
    const known = this.#known.get(folder);
    if (known !== undefined) return known;
    const found = this.#belongingOf(folder);
    this.#known.set(folder, found);
    return found;
  }

  #folderAt(path: string): Folder {
    let folder = this.#root;
    for (const part of path.split("/")) {
      if (part === "" || part === ".") continue;
      const child = folder.children.get(part) ?? folderIn(folder);
      folder.children.set(part, child);
      folder = child;
    }
    return folder;
  }

  #deepest(file: string): Folder {
    let folder = this.#root;
    for (let start = 0; start <= file.length; ) {
      const slash = file.indexOf("/", start);
      const end = slash < 0 ? file.length : slash;
      const child = folder.children.get(file.slice(start, end));
      if (child === undefined) break;
      folder = child;
      start = end + 1;
    }
    return folder;
  }

  #belongingOf(folder: Folder): Belonging {
    const owned = nearestWithPath(folder);
    const builders: number[] = [];
    let above: Folder = folder;
    while (above.parent !== undefined) {
      builders.push(...this.#buildersFrom(above, owned));
      above = above.parent;
    }
    return { owners: owned?.paths ?? [], builders, rootBuilders: this.#buildersFrom(this.#root, owned) };
  }

  /**
   * A context that holds other services' paths stops at them. A path that holds the service itself is no such border:
   * a worker at api/worker that is built from all of api has api's files in its image.
   */
  #buildersFrom(context: Folder, owned: Folder | undefined): number[] {
    if (owned === undefined || owned.depth <= context.depth) return context.contexts;
    return context.contexts.filter((service) => isWithin(this.#pathOf[service], owned));
  }
}

function folderIn(parent: Folder | undefined): Folder {
  return { parent, depth: (parent?.depth ?? -1) + 1, children: new Map(), paths: [], contexts: [] };
}

function nearestWithPath(folder: Folder): Folder | undefined {
  let at: Folder | undefined = folder;
  while (at !== undefined && at.paths.length === 0) at = at.parent;
  return at;
}

function isWithin(folder: Folder | undefined, outer: Folder): boolean {
  let at = folder;
  while (at !== undefined && at.depth > outer.depth) at = at.parent;
  return at === outer;
}
