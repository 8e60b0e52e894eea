import { environmentConfig, sharedConfig } from "./config.js";
import { readDocument } from "./document.js";
import { effective, environmentNames, withDefaults } from "./normalise.js";
import { parseAt, piecesOf } from "./pieces.js";
import { type Failure, type Problem, sorted } from "./problem.js";
import { contradictions } from "./rules.js";
import { SlipwayFile } from "./schema.js";
import type { MapTree } from "./tree.js";

/**
 * The text of a slipway.yaml as a configuration, or every problem in it at once. Nothing is read but the text, and the
 * same text gives the same result.
 */
export function readConfig(text: string) {
  const document = readDocument(text);
  if (!document.ok) return document;
  const problems: Problem[] = [];
  parseAt(SlipwayFile, document.tree, [], problems);
  const file = withDefaults(SlipwayFile, document.tree) as MapTree;
  const outside = piecesOf(effective(file), undefined, problems);
  const environments = environmentNames(file).map((name) => piecesOf(effective(file, name), name, problems));
  problems.push(...contradictions(file, outside, environments));
  if (problems.length > 0) {
    return { ok: false, code: "CONFIG_INVALID", problems: sorted(problems) } as const satisfies Failure;
  }
  const named = environments.map((pieces) => [environmentConfig(pieces), pieces.tree] as const);
  return {
    ok: true as const,
    config: {
      ...sharedConfig(outside),
      environments: Object.fromEntries(named.map(([environment]) => [environment.name, environment])),
    },
    /** What applies in each environment in the file's own words, with where each value comes from. */
    effective: new Map(named.map(([{ name }, tree]) => [name, tree])),
  };
}
