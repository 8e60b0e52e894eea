import type { z } from "zod";
import { nearest } from "./nearest.js";
import { type Problem, problemAt, shorten, show } from "./problem.js";
import { fieldsOf, type Schema, schemaUnder, unwrap } from "./shape.js";
import { at, type Path, placeOf, type Tree } from "./tree.js";

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

/** What is allowed, for an issue whose schema does not say it itself. */
export function allowedByDefault(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? issue.expected;
    case "too_small":
      return "a list or a text that is not empty";
    case "invalid_value":
      return issue.values.map(String).join(", ");
    default:
      return "another value";
  }
}

/** Where a schema was applied: in which file's tree, from which path on. */
interface Site {
  readonly tree: Tree;
  readonly path: Path;
  readonly schema: Schema;
}

/** The problems behind one issue of zod, each with its place in the file. */
export function problemsOf(issue: Issue, site: Site): Problem[] {
  const { tree } = site;
  const keys = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  const path: Path = [...site.path, ...keys];
  const found = at(tree, path);
  const schema = keys.reduce<Schema | undefined>((outer, key) => outer && schemaUnder(outer, key), site.schema);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], tree, Object.keys((schema && fieldsOf(schema)) ?? {})));
    case "invalid_union": {
      const inner = found?.kind === "map" ? issue.errors.find((errors) => errors.some(isInside)) : undefined;
      if (inner === undefined || schema === undefined) break;
      return inner.flatMap((cause) => problemsOf(cause, { tree, path, schema }));
    }
    case "invalid_key": {
      const allowed = issue.issues[0]?.message ?? issue.message;
      return [problemAt(placeOf(tree, path), { seen: `the name ${shorten(String(path.at(-1)))}`, allowed })];
    }
    default:
  }
  const suggestion = found?.kind === "scalar" && schema ? nearest(String(found.value), wordsOf(schema)) : undefined;
  const problem = { seen: show(found, path), allowed: issue.message };
  return [problemAt(placeOf(tree, path), suggestion === undefined ? problem : { ...problem, suggestion })];
}

/** Whether an issue comes from a map's own fields, and not from a value that is no map at all. */
function isInside(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === "unrecognized_keys";
}

function wordsOf(schema: Schema): readonly string[] {
  const definition = unwrap(schema)._zod.def;
  return definition.type === "enum" ? Object.values(definition.entries).map(String) : [];
}

function unknownKey(path: Path, tree: Tree, known: readonly string[]): Problem {
  const suggestion = nearest(String(path.at(-1)), known);
  const found = { seen: "an unknown key", allowed: known.join(", ") };
  return problemAt(placeOf(tree, path), suggestion === undefined ? found : { ...found, suggestion });
}
