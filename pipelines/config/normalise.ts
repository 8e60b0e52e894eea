import { SHARED_KEYS, SlipwayFile } from "./schema.js";
import { defaultOf, fieldsOf, type Schema, schemaUnder, unwrap } from "./shape.js";
import { at, DEFAULT, type MapTree, merge, type Path, plain, type Tree, treeOf, under } from "./tree.js";

/** The same tree with every default written out, in the schema's order. What does not fit the schema stays as it is. */
export function withDefaults(schema: Schema, tree: Tree): Tree {
  const fields = tree.kind === "map" ? fieldsOf(schema) : undefined;
  if (tree.kind === "map" && fields !== undefined) {
    const entries = new Map<string, Tree>();
    for (const [key, field] of Object.entries(fields)) {
      const value = tree.entries.get(key) ?? defaultTree(field);
      if (value !== undefined) entries.set(key, withDefaults(field, value));
    }
    for (const [key, value] of tree.entries) if (!entries.has(key)) entries.set(key, value);
    return { ...tree, entries };
  }
  if (tree.kind === "map" && unwrap(schema)._zod.def.type === "record") {
    const entries = [...tree.entries].map(([key, value]) => [key, inner(schema, key, value)] as const);
    return { ...tree, entries: new Map(entries) };
  }
  if (tree.kind === "list") return { ...tree, items: tree.items.map((item, index) => inner(schema, index, item)) };
  return tree;
}

function inner(schema: Schema, key: string | number, value: Tree): Tree {
  const child = schemaUnder(schema, key);
  return child === undefined ? value : withDefaults(child, value);
}

function defaultTree(field: Schema): Tree | undefined {
  const value = defaultOf(field);
  return value === undefined ? undefined : treeOf(value, DEFAULT);
}

/** The names of the environments, in the order of the file. `file` has its defaults. */
export function environmentNames(file: Tree): readonly string[] {
  const environments = under(file, "environments");
  return environments?.kind === "map" ? [...environments.entries.keys()] : [];
}

/**
 * What applies in one environment, as a file with that environment alone: its overrides laid over what is shared and over
 * each service, then every default. Without a name, what applies outside all environments. `file` has its defaults.
 */
export function effective(file: MapTree, environment?: string): MapTree {
  const own = environment === undefined ? undefined : at(file, ["environments", environment]);
  const entries = new Map(file.entries);
  for (const key of SHARED_KEYS) {
    const merged = merge(entries.get(key), under(own, key));
    if (merged !== undefined) entries.set(key, merged);
  }
  const services = mergeKnown(entries.get("services"), under(own, "services"));
  if (services !== undefined) entries.set("services", services);
  entries.delete("environments");
  const settings = own?.kind === "map" ? without(own, ["services", ...SHARED_KEYS]) : undefined;
  if (environment !== undefined && settings !== undefined) {
    const origin = under(file, "environments")?.origin ?? DEFAULT;
    entries.set("environments", { kind: "map", entries: new Map([[environment, settings]]), origin });
    const registry = registryOf(entries.get("name"), settings);
    if (!entries.has("registry") && registry !== undefined) entries.set("registry", treeOf(registry, DEFAULT));
  }
  const whole = withDefaults(SlipwayFile, { ...file, entries }) as MapTree;
  return environment === undefined ? without(whole, ["environments"]) : whole;
}

/** Overrides of services that exist; the others are a problem of their own and no new services. */
function mergeKnown(services: Tree | undefined, overrides: Tree | undefined): Tree | undefined {
  if (services?.kind !== "map" || overrides?.kind !== "map") return services;
  const known = [...overrides.entries].filter(([name]) => services.entries.has(name));
  return merge(services, { ...overrides, entries: new Map(known) });
}

function without(map: MapTree, keys: readonly string[]): MapTree {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))) };
}

/** Artifact Registry in the environment's first region, a repository with the product's name. */
function registryOf(name: Tree | undefined, settings: Tree): string | undefined {
  const [project, region] = [
    text(settings, ["project"]),
    text(settings, ["regions", 0]) ?? text(settings, ["regions", 0, 0]),
  ];
  const product = name?.kind === "scalar" ? String(name.value) : undefined;
  if (project === undefined || region === undefined || product === undefined) return undefined;
  return `${region}-docker.pkg.dev/${project.replace(":", "/")}/${product}`;
}

function text(tree: Tree, path: Path): string | undefined {
  const value = plain(at(tree, path));
  return typeof value === "string" ? value : undefined;
}
