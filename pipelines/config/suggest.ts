import { withDefaults } from "./normalise.js";
import { SlipwayFile } from "./schema.js";
import { at, type MapTree, type Path, type Tree, treeOf } from "./tree.js";

/** A value that a service's own files suggest, and what in them does. */
export interface Suggestion {
  /** Path within the service, such as `["commands", "lint"]`. */
  readonly path: Path;
  /** In the file's own words. */
  readonly value: unknown;
  /** Such as `package.json has the script lint`. */
  readonly because: string;
}

/** The same tree with what a service's files suggest where nothing is written. */
export function withSuggestions(tree: MapTree, service: string, suggestions: readonly Suggestion[]): MapTree {
  let filled = tree;
  for (const { path, value, because } of suggestions) {
    const whole: Path = ["services", service, ...path];
    if (at(filled, whole) === undefined) filled = planted(filled, whole, treeOf(value, { from: "preset", because }));
  }
  return withDefaults(SlipwayFile, filled) as MapTree;
}

/** A tree with one more value in it. Maps on the way must be there, as defaults make them. */
function planted(map: MapTree, [key, ...rest]: Path, value: Tree): MapTree {
  const entries = new Map(map.entries);
  const child = entries.get(String(key));
  if (rest.length === 0) entries.set(String(key), value);
  else if (child?.kind === "map") entries.set(String(key), planted(child, rest, value));
  return { ...map, entries };
}
