import { type Origin, type Path, pathText, type Scalar, type Tree } from "./tree.js";

/** One value that applies, and where it comes from. */
export interface SourcedValue {
  /** Path such as `services.api.scaling.min`. */
  readonly path: string;
  /** A single value, or a list or map with nothing in it. */
  readonly value: Scalar | readonly [] | Readonly<Record<string, never>>;
  /** `default`, `preset: ` and what was found, or file and line, with the environment whose override it is. */
  readonly from: string;
}

/** Where a value comes from, in words: `default`, `preset: package.json`, `slipway.yaml:12` or `slipway.yaml:40 (environments.staging)`. */
export function originText(origin: Origin, path: Path, file = "slipway.yaml"): string {
  if (origin.from === "default") return "default";
  if (origin.from === "preset") return `preset: ${origin.because}`;
  const { line, path: written } = origin.place;
  const isOverride = written[0] === "environments" && path[0] !== "environments";
  return `${file}:${line}${isOverride ? ` (${pathText(written.slice(0, 2))})` : ""}`;
}

/** Every single value of a tree with where it comes from, in the tree's order. */
export function sourcedValues(tree: Tree, file = "slipway.yaml", path: Path = []): SourcedValue[] {
  const from = originText(tree.origin, path, file);
  switch (tree.kind) {
    case "scalar":
      return [{ path: pathText(path), value: tree.value, from }];
    case "list":
      if (tree.items.length === 0) return [{ path: pathText(path), value: [], from }];
      return tree.items.flatMap((item, index) => sourcedValues(item, file, [...path, index]));
    case "map":
      if (tree.entries.size === 0) return [{ path: pathText(path), value: {}, from }];
      return [...tree.entries].flatMap(([key, child]) => sourcedValues(child, file, [...path, key]));
    default:
      return tree satisfies never;
  }
}
