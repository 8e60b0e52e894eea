import { type ApiMethod, type HttpBinding, METHODS, type PathFields, shapeOf } from "../protos/index.js";
import { type FieldViolation, StatusError } from "../status.js";

/** A method that a path and a verb stand for, with what the path says of its request. */
export interface Matched {
  readonly method: ApiMethod;
  readonly binding: HttpBinding;
  readonly fields: PathFields;
}

type Tree = { [name: string]: unknown };

/** Parameters of every Google API, which are no fields. https://cloud.google.com/apis/docs/system-parameters */
const SYSTEM_PARAMETERS =
  /^\$?(?:alt|fields|key|prettyPrint|access_token|oauth_token|quotaUser|userProject|callback|uploadType|upload_protocol|xgafv|\.xgafv|apiVersion|ct|httpHeaders|outputDefaults|trace|unique)$/;

/** The method of a request, or undefined where there is none at that path or by that verb. */
export function matchMethod(verb: string, path: string): Matched | undefined {
  for (const method of METHODS) {
    for (const binding of method.bindings) {
      const fields = binding.verb === verb ? binding.match(path) : undefined;
      if (fields !== undefined) return { method, binding, fields };
    }
  }
  return undefined;
}

/** The request as one JSON message, from its path, its query and its body. INVALID_ARGUMENT where one is malformed. */
export function requestJson(matched: Matched, query: URLSearchParams, body: string): unknown {
  const { binding, method, fields } = matched;
  const parsed = binding.body === undefined ? {} : parse(body);
  if (binding.body === "*" && !isTree(parsed)) return parsed;
  const tree: Tree = binding.body === "*" ? { ...(parsed as Tree) } : {};
  if (binding.body !== undefined && binding.body !== "*") tree[camelName(method, binding.body)] = parsed;
  const violations = [...new Set(query.keys())].flatMap((name) => {
    if (SYSTEM_PARAMETERS.test(name)) return [];
    return place(tree, method, name, query.getAll(name)) ? [] : [unboundParameter(name)];
  });
  if (violations.length > 0) {
    const message = violations.map(({ description }) => description).join("\n");
    throw new StatusError("INVALID_ARGUMENT", message, violations.slice(0, 50));
  }
  for (const [name, value] of Object.entries(fields)) place(tree, method, name, [value]);
  return tree;
}

function parse(body: string): unknown {
  if (body.trim() === "") return {};
  try {
    return JSON.parse(body);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StatusError("INVALID_ARGUMENT", `Invalid JSON payload received. ${reason.slice(0, 200)}`);
  }
}

/** Sets a field by its dotted name. False where the request has no such field. */
function place(tree: Tree, method: ApiMethod, dotted: string, texts: readonly string[]): boolean {
  let type = method.requestType;
  let at = tree;
  const names = dotted.split(".");
  for (const [depth, name] of names.entries()) {
    const field = shapeOf(type).byEitherName.get(name);
    if (field === undefined || field.plurality === "map") return false;
    if (depth === names.length - 1) {
      const values = texts.map((text) => leaf(field.value.kind === "scalar" ? field.value.scalar : "", text));
      if (field.protoName !== field.name) delete at[field.protoName];
      at[field.name] = field.plurality === "list" ? values : values.at(-1);
      return true;
    }
    if (field.value.kind !== "message" || field.plurality !== "one") return false;
    const inner = at[field.name] ?? at[field.protoName] ?? {};
    // What is no message is refused as such by whoever reads it.
    if (!isTree(inner)) return true;
    if (field.protoName !== field.name) delete at[field.protoName];
    at = at[field.name] = inner;
    type = field.value.type;
  }
  return false;
}

/** A query's text as JSON would have it. Numbers may be text there too. */
function leaf(scalar: string, text: string): unknown {
  if (scalar === "bool" && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  if (scalar === "" && /^-?\d+$/.test(text)) return Number(text);
  return text;
}

function camelName(method: ApiMethod, name: string): string {
  return shapeOf(method.requestType).byEitherName.get(name)?.name ?? name;
}

function unboundParameter(name: string): FieldViolation {
  const shown = name.slice(0, 200);
  const reason = `Cannot bind query parameter. Field '${shown}' could not be found in request message.`;
  const description = `Invalid JSON payload received. Unknown name "${shown}": ${reason}`;
  return { field: "", description };
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
