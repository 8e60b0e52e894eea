import type { PlainMessage } from "../plain-message.js";
import { StatusError } from "../status.js";
import { child, texts } from "./fields.js";
import { type FieldTree, OUTPUT_ONLY, SERVICE_FIELDS } from "./service-fields.js";

/** Accepted in a mask and without effect: who the resource is, what the server sets, and the condition of the write. */
const IGNORED = new Set<string>([...OUTPUT_ONLY, "name", "etag"]);

/** What the caller wants of a service: the fields that may be changed, and no others. */
export function desiredFields(service: PlainMessage): PlainMessage {
  return Object.fromEntries(Object.entries(service).filter(([field]) => field in SERVICE_FIELDS));
}

/**
 * The desired fields after an update (rule 8): an empty mask or `*` replaces everything, so that what is not set goes
 * back to its default; else just the paths of the mask change. INVALID_ARGUMENT names every path that is no field.
 */
export function applyMask(current: PlainMessage, given: PlainMessage, mask: PlainMessage | undefined): PlainMessage {
  const paths = texts(mask, "paths")
    .flatMap((path) => path.split(","))
    .filter((path) => path !== "");
  if (paths.length === 0 || paths.includes("*")) {
    return desiredFields(given);
  }
  const steps = paths.map((path) => ({ path, keys: stepsOf(path) }));
  const wrong = steps.filter((one) => one.keys === undefined);
  if (wrong.length > 0) {
    const found = wrong.map(({ path }) => ({
      field: "update_mask",
      description: `Invalid field in update mask: '${path}'`,
    }));
    throw new StatusError("INVALID_ARGUMENT", found.map((one) => one.description).join("\n"), found);
  }
  return steps.reduce<PlainMessage>(
    (result, { keys = [] }) => (IGNORED.has(keys[0] ?? "") ? result : copied(result, given, keys)),
    desiredFields(current),
  );
}

/** `template.max_instance_request_concurrency` as camelCase keys; undefined where there is no such field. */
function stepsOf(path: string): readonly string[] | undefined {
  const [first = "", ...rest] = path.split(".");
  const top = camel(first);
  if (IGNORED.has(top)) {
    return [top];
  }
  let tree: FieldTree | undefined = own(SERVICE_FIELDS, top);
  const keys = [top];
  for (const [index, part] of rest.entries()) {
    if (tree === "map") {
      return [...keys, rest.slice(index).join(".").replace(/^`|`$/g, "")];
    }
    if (tree === undefined || tree === "leaf") {
      return undefined;
    }
    tree = own(tree, camel(part));
    keys.push(camel(part));
  }
  return tree === undefined ? undefined : keys;
}

function own(tree: { readonly [field: string]: FieldTree }, key: string): FieldTree | undefined {
  return Object.hasOwn(tree, key) ? tree[key] : undefined;
}

function copied(target: PlainMessage, source: PlainMessage | undefined, keys: readonly string[]): PlainMessage {
  const [key = "", ...rest] = keys;
  if (rest.length > 0) {
    return { ...target, [key]: copied(child(target, key) ?? {}, child(source, key), rest) };
  }
  const { [key]: _, ...others } = target;
  return source?.[key] === undefined ? others : { ...others, [key]: source[key] };
}

function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
