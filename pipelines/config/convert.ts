import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from "yaml";
import { type Problem, problemAt, shorten } from "./problem.js";
import type { Path, Place, Tree } from "./tree.js";

/** Values in a file at most, counted again for every use of an anchor. */
export const MAX_VALUES = 20_000;

/** Deeper than any text that is parsed at all, so what gets here holds itself. */
const ENDLESS = 1_000;

interface Converted {
  readonly tree: Tree;
  readonly problems: readonly Problem[];
  /** Whether anchors made more of the file than {@link MAX_VALUES} values; the tree is then cut short. */
  readonly exploded: boolean;
}

/** The parser's nodes as a tree with places. Aliases are followed, tags and keys that are no words are problems. */
export function convert(document: Document, root: Node, placeAt: (offset: number, path: Path) => Place): Converted {
  const problems: Problem[] = [];
  const targets = aliasTargets(document);
  let values = 0;

  function refuse(node: Node, path: Path, seen: string, allowed: string): void {
    problems.push(problemAt(placeAt(node.range?.[0] ?? 0, path), { seen, allowed }));
  }

  function tree(node: Node | null, place: Place, depth: number): Tree {
    values += 1;
    const origin = { from: "file", place } as const;
    const nothing: Tree = { kind: "scalar", value: null, origin };
    if (values > MAX_VALUES || node === null) return nothing;
    if (depth > ENDLESS) values = Number.POSITIVE_INFINITY;
    if (isAlias(node)) {
      const target = targets.get(node);
      if (target === undefined) refuse(node, place.path, `*${node.source}`, "the name of an anchor above it");
      return target === undefined ? nothing : tree(target, place, depth + 1);
    }
    if (node.tag !== undefined) refuse(node, place.path, `the tag ${shorten(node.tag)}`, "values without tags");
    if (isMap(node)) return { kind: "map", entries: entries(node, place.path, depth), origin };
    if (isSeq(node)) {
      const items = node.items.map((item, index) => {
        const child = item as Node;
        return tree(child, placeAt(child.range?.[0] ?? 0, [...place.path, index]), depth + 1);
      });
      return { kind: "list", items, origin };
    }
    const value = isScalar(node) ? node.value : null;
    if (typeof value === "string" || typeof value === "boolean") return { kind: "scalar", value, origin };
    if (typeof value === "number" && Number.isFinite(value)) return { kind: "scalar", value, origin };
    if (value !== null) refuse(node, place.path, String(value), "a finite number");
    return nothing;
  }

  function entries(map: YAMLMap, path: Path, depth: number): ReadonlyMap<string, Tree> {
    const result = new Map<string, Tree>();
    const firstLines = new Map<string, number>();
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const key = isScalar(pair.key) && pair.key.value !== null ? String(pair.key.source ?? pair.key.value) : undefined;
      if (key === undefined || key === "__proto__") {
        refuse(pair.key, path, "a key that is no word", "keys of letters, digits and signs");
        continue;
      }
      const place = placeAt(pair.key.range?.[0] ?? 0, [...path, key]);
      const first = firstLines.get(key);
      if (first === undefined) {
        firstLines.set(key, place.line);
        result.set(key, tree(pair.value, place, depth + 1));
      } else {
        refuse(pair.key, place.path, "the key again", `each key once (the first is on line ${first})`);
      }
    }
    return result;
  }

  const start = placeAt(root.range?.[0] ?? 0, []);
  return { tree: tree(root, start, 0), problems, exploded: values > MAX_VALUES };
}

/** What each alias stands for: the last node above it with that anchor. One pass, where `Alias.resolve` makes one for each. */
function aliasTargets(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
    Alias: (_, node) => {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    },
  });
  return targets;
}
