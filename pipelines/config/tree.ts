/** Keys and indices from the root of a file to a value. */
export type Path = readonly (string | number)[];

/** Where a value is written: its key's line and column, from 1, and its path in the file. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly path: Path;
}

/** Where a value comes from. */
export type Origin =
  | { readonly from: "default" }
  | { readonly from: "file"; readonly place: Place }
  /** Found in the service's own files; `because` says what was found. */
  | { readonly from: "preset"; readonly because: string };

export type Scalar = string | number | boolean | null;

/** A value together with where it, and everything in it, comes from. */
export type Tree =
  | { readonly kind: "scalar"; readonly value: Scalar; readonly origin: Origin }
  | { readonly kind: "list"; readonly items: readonly Tree[]; readonly origin: Origin }
  | MapTree;

export interface MapTree {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Tree>;
  readonly origin: Origin;
}

export const DEFAULT: Origin = { from: "default" };

/** The value alone. */
export function plain(tree: Tree | undefined): unknown {
  switch (tree?.kind) {
    case undefined:
      return undefined;
    case "scalar":
      return tree.value;
    case "list":
      return tree.items.map(plain);
    case "map":
      return Object.fromEntries([...tree.entries].map(([key, child]) => [key, plain(child)]));
    default:
      return tree satisfies never;
  }
}

/** A tree of a plain value, all of one origin. */
export function treeOf(value: unknown, origin: Origin): Tree {
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => treeOf(item, origin)), origin };
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, child]) => [key, treeOf(child, origin)] as const);
    return { kind: "map", entries: new Map(entries), origin };
  }
  return { kind: "scalar", value: value as Scalar, origin };
}

/** The tree under a key or an index. */
export function under(tree: Tree | undefined, key: string | number): Tree | undefined {
  if (tree?.kind === "map") return tree.entries.get(String(key));
  return tree?.kind === "list" ? tree.items[Number(key)] : undefined;
}

export function at(tree: Tree, path: Path): Tree | undefined {
  return path.reduce<Tree | undefined>(under, tree);
}

/** The place of a path, or of the nearest thing above it that is written in the file; the path returned is the file's. */
export function placeOf(tree: Tree, path: Path): Place {
  let place: Place = { line: 1, column: 1, path: [] };
  let rest: Path = path;
  let here: Tree | undefined = tree;
  for (let depth = 0; here !== undefined; depth += 1) {
    if (here.origin.from === "file") {
      place = here.origin.place;
      rest = path.slice(depth);
    }
    const key: string | number | undefined = path[depth];
    here = key === undefined ? undefined : under(here, key);
  }
  return { ...place, path: [...place.path, ...rest] };
}

/** Two layers as one: maps are merged key by key, everything else is replaced by the upper layer. */
export function merge(lower: Tree, upper: Tree | undefined): Tree;
export function merge(lower: Tree | undefined, upper: Tree | undefined): Tree | undefined;
export function merge(lower: Tree | undefined, upper: Tree | undefined): Tree | undefined {
  if (lower === undefined || upper === undefined) return upper ?? lower;
  if (lower.kind !== "map" || upper.kind !== "map") return upper;
  const entries = new Map(lower.entries);
  for (const [key, child] of upper.entries) entries.set(key, merge(entries.get(key), child) ?? child);
  return { kind: "map", entries, origin: lower.origin.from === "file" ? lower.origin : upper.origin };
}

/** A path as people read it: `services.api.smoke[0].expect["$.id"]`. */
export function pathText(path: Path): string {
  const parts = path.map((key, index) => {
    if (typeof key === "number") return `[${key}]`;
    if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
    return index === 0 ? key : `.${key}`;
  });
  return parts.join("") || "(file)";
}
