import { z } from "zod";
import { allowedByDefault, problemsOf } from "./issues.js";
import type { Problem } from "./problem.js";
import { SlipwayFile, shared } from "./schema.js";
import { EnvironmentSettings } from "./schema-environment.js";
import { Service } from "./schema-service.js";
import { at, type MapTree, type Path, plain, under } from "./tree.js";

/** What a schema makes of a value; undefined, with problems that have their places, where it does not fit. */
export function parseAt<T extends z.ZodType>(schema: T, tree: MapTree, path: Path, problems: Problem[]) {
  const result = schema.safeParse(plain(at(tree, path)), { error: allowedByDefault });
  if (result.success) return result.data;
  problems.push(...result.error.issues.flatMap((issue) => problemsOf(issue, { tree, path, schema })));
  return undefined;
}

/** The same for a map with known keys, of which the fields that fit are kept where others do not. */
function parseFields<S extends z.ZodRawShape>(schema: z.ZodObject<S>, tree: MapTree, path: Path, problems: Problem[]) {
  const whole: Partial<z.output<z.ZodObject<S>>> | undefined = parseAt(schema, tree, path, problems);
  if (whole !== undefined) return whole;
  const values = Object.entries(schema.shape).map(([key, field]) => {
    return [key, z.safeParse(field, plain(at(tree, [...path, key]))).data];
  });
  return Object.fromEntries(values) as Partial<z.output<z.ZodObject<S>>>;
}

/**
 * What applies in one environment, or outside all of them, in pieces: what does not fit its schema is undefined, so that
 * rules still see the rest. Keys are the file's, units are numbers already.
 */
export function piecesOf(tree: MapTree, environment: string | undefined, problems: Problem[]) {
  const take = <T extends z.ZodType>(schema: T, ...path: Path) => parseAt(schema, tree, path, problems);
  const services = under(tree, "services");
  const names = services?.kind === "map" ? [...services.entries.keys()] : [];
  const service = (name: string) => [name, parseFields(Service, tree, ["services", name], problems)] as const;
  return {
    tree,
    name: take(SlipwayFile.shape.name, "name"),
    repository: take(SlipwayFile.shape.repository, "repository"),
    services: new Map(names.map(service)),
    registry: take(shared.registry, "registry"),
    canary: take(shared.canary, "canary"),
    scan: take(shared.scan, "scan"),
    budget: take(shared.budget, "budget"),
    notify: take(shared.notify, "notify"),
    timezone: take(shared.timezone, "timezone"),
    windows: take(shared.windows, "windows"),
    freezes: take(shared.freezes, "freezes"),
    terraform: take(SlipwayFile.shape.terraform, "terraform"),
    environment: environment === undefined ? undefined : settingsOf(tree, environment, problems),
  };
}

function settingsOf(tree: MapTree, name: string, problems: Problem[]) {
  return { name, settings: parseFields(EnvironmentSettings, tree, ["environments", name], problems) };
}

export type Pieces = ReturnType<typeof piecesOf>;
/** A whole service, as its schema gives it. In {@link Pieces} any field may be missing. */
export type ServicePiece = z.output<typeof Service>;
/** An environment's own settings, as their schema gives them. In {@link Pieces} any field may be missing. */
export type SettingsPiece = z.output<typeof EnvironmentSettings>;

/** Where a service runs: what it says, else what goes with the target. */
export function platformOf(service: Partial<ServicePiece>, target: SettingsPiece["target"]) {
  return service.platform ?? (target === "gitops" ? "gitops" : "cloud-run");
}
