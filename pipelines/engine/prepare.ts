import type { Directory, File } from "@dagger.io/dagger";
import type { Stage } from "../check/index.js";
import { environmentOf, pickServices, type Service } from "../config/index.js";
import { type Recipe, recipeOf } from "../presets/index.js";
import { History } from "./history.js";
import type { ImageSource } from "./images.js";
import { Pins } from "./pins.js";
import { Scanner } from "./scanner.js";
import { readServiceFiles, readSource } from "./source.js";
import { SourceTree } from "./source-tree.js";
import { runInSpan } from "./span.js";
import { DaggerWorkshop } from "./workshop.js";

/** What people say of the checks they want. */
export interface Wanted {
  readonly stages: readonly Stage[];
  readonly services: readonly string[];
  /** Empty: every service. */
  readonly since: string;
  readonly database?: File | undefined;
  /** Whose overrides apply. Default: none. */
  readonly environment?: string;
}

/** Everything that is known before the first check runs. */
export async function prepare(source: Directory, { stages, services: names, since, database, environment }: Wanted) {
  const [{ config }, pins] = await Promise.all([readSource(source), Pins.of(source)]);
  const applies = environment === undefined ? config : environmentOf(config, environment);
  const all = Object.values(applies.services);
  const picked = pickServices(applies.services, names);
  const history = new History(source, pins);
  const changed = since === "" ? undefined : await runInSpan("what changed", () => history.since(since, all));
  const taken = picked.filter(({ name }) => isTaken(changed?.affected.services, name));
  const needsImages = stages.includes("build") || stages.includes("scan");
  const [recipes, commits] = await Promise.all([
    recipesOf(source, taken),
    needsImages
      ? history.commits(new Map(taken.map(({ name, path, image }) => [name, [path, image.context]])))
      : new Map(),
  ]);
  const images: ImageSource = {
    source: new SourceTree(source),
    pins,
    repository: config.repository,
    commitOf: (name) => commits.get(name),
  };
  const scanSource = {
    source: images.source,
    paths: all.map(({ path }) => path),
    rules: applies.scan,
    pins,
    database,
    today: new Date(),
  };
  const baseline =
    changed === undefined ? undefined : () => findingsAt(history.treeOf(changed.base), { images, scanSource, taken });
  const workshop = new DaggerWorkshop(images, recipes, new Scanner({ ...scanSource, baseline }));
  return { applies, taken, pins, changed, images, recipes, workshop };
}

function isTaken(services: readonly { readonly service: string; readonly taken: boolean }[] | undefined, name: string) {
  return services === undefined || services.some(({ service, taken }) => service === name && taken);
}

export async function recipesOf(source: Directory, services: readonly Service[]): Promise<ReadonlyMap<string, Recipe>> {
  const files = await readServiceFiles(source, services);
  const nothing = { names: new Set<string>(), text: new Map<string, string>() };
  return new Map(services.map((service) => [service.name, recipeOf(service, files.get(service.name) ?? nothing)]));
}

/** What scans find in another tree of the same repository. What cannot be built there has nothing to compare with. */
async function findingsAt(
  tree: Directory,
  {
    images,
    scanSource,
    taken,
  }: { images: ImageSource; scanSource: ConstructorParameters<typeof Scanner>[0]; taken: readonly Service[] },
) {
  const there: Service[] = [];
  for (const service of taken) if ((await tree.glob(`${service.path}/*`)).length > 0) there.push(service);
  const recipes = await recipesOf(tree, there);
  const then = new SourceTree(tree);
  const workshop = new DaggerWorkshop({ ...images, source: then }, recipes);
  const scanner = new Scanner({ ...scanSource, source: then });
  return (await scanner.findings(there, (service) => workshop.image(service))).findings;
}
