import type { Pieces } from "./pieces.js";
import { type Problem, problemAt } from "./problem.js";
import { environmentRules, sharedRules, stateRules } from "./rules-environment.js";
import { nameRules, needsRules } from "./rules-order.js";
import { serviceRules } from "./rules-service.js";
import { type MapTree, type Path, placeOf } from "./tree.js";

/** A contradiction between fields, at a path of the tree that was looked at. */
export interface Finding {
  readonly path: Path;
  readonly seen: string;
  readonly allowed: string;
  readonly suggestion?: string;
}

/** Every contradiction in a file: within what applies outside all environments, within each environment, and between them. */
export function contradictions(file: MapTree, outside: Pieces, environments: readonly Pieces[]): Problem[] {
  const inEach = [outside, ...environments].flatMap((pieces) =>
    [...needsRules(pieces), ...serviceRules(pieces), ...sharedRules(pieces), ...environmentRules(pieces)].map(
      (finding) => problemOf(finding, pieces.tree),
    ),
  );
  const between = [...nameRules(file, environments), ...stateRules(environments)];
  return [...inEach, ...between.map((finding) => problemOf(finding, file))];
}

function problemOf({ path, ...found }: Finding, tree: MapTree): Problem {
  return problemAt(placeOf(tree, path), found);
}
