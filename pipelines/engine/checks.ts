import { type Directory, dag, type File } from "@dagger.io/dagger";
import { type CheckRun, runChecks, STAGES, type Stage } from "../check/index.js";
import { SlipwayError } from "../errors/index.js";
import { LOCK_FILE, lockText } from "../images/index.js";
import { checksJson, checksSummary, checksText } from "../report/index.js";
import { scanSarif } from "../scan/index.js";
import { History } from "./history.js";
import { basesOf, dockerfileOf, type ShippedImage } from "./images.js";
import { Pins } from "./pins.js";
import { prepare, recipesOf, type Wanted } from "./prepare.js";
import { readSource } from "./source.js";
import { SourceTree } from "./source-tree.js";
import { runInSpan } from "./span.js";
import { BROWSER_IMAGE, postgresImage, redisImage, TOOLS, terraformImage } from "./tools.js";

async function run(source: Directory, wanted: Wanted) {
  const prepared = await prepare(source, wanted);
  const { workshop, taken, pins, changed } = prepared;
  const ended = await runChecks(
    { services: taken, stages: wanted.stages, scanFlags: scanFlags(wanted) },
    { workshop, clock: { nowMillis: () => performance.now() }, span: runInSpan },
  );
  const notes = [
    ...(changed === undefined ? [] : [changed.text.trimEnd()]),
    ...(pins.floating.length === 0
      ? []
      : [
          `Images by tag, which may change: ${pins.floating.join(", ")}. \`dagger call lock -o ${LOCK_FILE}\` pins them.`,
        ]),
  ];
  return { ...prepared, run: { ...ended, notes } satisfies CheckRun };
}

/** What decides a scan's outcome besides the services. Where the database came from, only the caller knows. */
function scanFlags({ since, database }: Wanted): string[] {
  return [...(since === "" ? [] : ["--since", since]), ...(database === undefined ? [] : ["--database", "FILE"])];
}

/** Runs checks; the text of what was found, or an error that carries it where something failed. */
export async function checks(source: Directory, wanted: Wanted, format: "text" | "json" | "summary"): Promise<string> {
  const { run: ended } = await run(source, wanted);
  const text = { text: checksText, json: checksJson, summary: checksSummary }[format](ended);
  if (ended.outcome === "failed") throw new Error(text.trimEnd());
  return text;
}

/** The image of one service, as a container and as an archive. */
export async function build(source: Directory, name: string): Promise<ShippedImage> {
  const wanted: Wanted = { stages: ["build"], services: [name], since: "" };
  const { run: ended, workshop, taken } = await run(source, wanted);
  const [service] = taken;
  if (ended.outcome === "failed" || service === undefined) throw new Error(checksText(ended).trimEnd());
  return workshop.image(service);
}

/** The Dockerfile that a service's image is built from, with its base images as they are pulled. */
export async function dockerfile(source: Directory, name: string): Promise<File> {
  const { images, recipes, taken } = await prepare(source, { stages: [], services: [name], since: "" });
  const [service] = taken;
  const recipe = service === undefined ? undefined : recipes.get(service.name)?.image;
  if (service === undefined || recipe === undefined) throw new TypeError("a service that was picked is gone");
  if (!recipe.ok) throw new SlipwayError("SERVICE_UNFIT", recipe.problem);
  return dag.file("Dockerfile", await dockerfileOf(images, service, recipe.value));
}

/** Which services a ref leaves to be taken. */
export async function affected(source: Directory, since: string): Promise<string> {
  const [{ config }, pins] = await Promise.all([readSource(source), Pins.of(source)]);
  return (await new History(source, pins).since(since, Object.values(config.services))).text;
}

/** Checks by the names that people give; all of them where none is named. `USAGE` for any other name. */
export function stagesOf(names: readonly string[]): readonly Stage[] {
  const unknown = names.find((name) => !STAGES.some((stage) => stage === name));
  if (unknown !== undefined) {
    throw new SlipwayError("USAGE", {
      what: "There is no such check.",
      saw: JSON.stringify(unknown),
      next: `take some of ${STAGES.join(", ")}.`,
    });
  }
  return names.length === 0 ? STAGES : STAGES.filter((stage) => names.includes(stage));
}

/** Everything that checks leave behind, whether or not they passed. */
export async function reports(source: Directory, wanted: Wanted): Promise<Directory> {
  const { run: ended, workshop, taken } = await run(source, wanted);
  let folder = dag
    .directory()
    .withNewFile("checks.json", checksJson(ended))
    .withNewFile("checks.txt", checksText(ended))
    .withNewFile("summary.md", checksSummary(ended));
  for (const [path, text] of workshop.written) folder = folder.withNewFile(path, text);
  const scan = ended.results.find((result) => result.scan !== undefined)?.scan;
  if (scan !== undefined) {
    folder = folder.withNewFile("scan.sarif", scanSarif(scan));
    const materials = await Promise.all(
      taken.map(async (service) => [service.name, await workshop.materials(service)] as const),
    );
    for (const [name, text] of materials)
      if (text !== undefined) folder = folder.withNewFile(`${name}/sbom.cdx.json`, text);
  }
  return folder;
}

/** The lock file anew: every image that services build on, use in tests, or are checked with, by its digest. */
export async function lock(source: Directory): Promise<File> {
  const { config } = await readSource(source);
  const services = Object.values(config.services);
  const recipes = await recipesOf(source, services);
  const tree = new SourceTree(source);
  const builds = services.flatMap((service) => {
    const recipe = recipes.get(service.name);
    const stages = [recipe?.image, recipe?.lint, recipe?.test];
    return stages.flatMap((one) => {
      if (one?.ok !== true || one.value === undefined) return [];
      return [basesOf(tree, service, "build" in one.value ? one.value.build : one.value)];
    });
  });
  const uses = services.flatMap(({ uses: { postgres, redis, browser } }) => [
    ...(postgres === undefined ? [] : [postgresImage(postgres.version)]),
    ...(redis === undefined ? [] : [redisImage(redis.version)]),
    ...(browser === undefined ? [] : [BROWSER_IMAGE]),
  ]);
  const programs = Object.values(config.environments).flatMap(({ terraform }) =>
    terraform === undefined ? [] : [terraformImage(terraform.tool, terraform.version).image],
  );
  const names = new Set([...(await Promise.all(builds)).flat(), ...uses, ...programs, ...Object.values(TOOLS)]);
  const found = [...names]
    .filter((name) => !name.includes("@sha256:"))
    .map(async (name) => {
      const reference = await dag.container().from(name).imageRef();
      return [name, reference.slice(reference.indexOf("@") + 1)] as const;
    });
  return dag.file(LOCK_FILE, lockText(new Map(await Promise.all(found))));
}
