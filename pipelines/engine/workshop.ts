import type { Container } from "@dagger.io/dagger";
import type { BuildOutcome, CheckPorts, CommandOutcome } from "../check/index.js";
import type { Service } from "../config/index.js";
import { SlipwayError } from "../errors/index.js";
import type { Build, Recipe } from "../presets/index.js";
import { failureText } from "./failure-text.js";
import { buildImage, buildStage, digestOf, type ImageSource, labels, type ShippedImage } from "./images.js";
import { runCommands } from "./run-commands.js";
import type { Scanner } from "./scanner.js";
import { withUses } from "./uses.js";
import { withVariables } from "./variables.js";

type Workshop = CheckPorts["workshop"];

/** Images of services, each built once however many checks need it, and the checks' commands run in them. */
export class DaggerWorkshop implements Workshop {
  readonly #source: ImageSource;
  readonly #recipes: ReadonlyMap<string, Recipe>;
  readonly #scanner: Scanner | undefined;
  readonly #images = new Map<string, Promise<ShippedImage>>();
  /** Reports that tests wrote, by service and path. */
  readonly written = new Map<string, string>();

  constructor(source: ImageSource, recipes: ReadonlyMap<string, Recipe>, scanner?: Scanner) {
    this.#source = source;
    this.#recipes = recipes;
    this.#scanner = scanner;
  }

  /** The image of a service as it is shipped; `SERVICE_UNFIT` where nothing says how to build it. */
  image(service: Service): Promise<ShippedImage> {
    const known = this.#images.get(service.name);
    if (known !== undefined) return known;
    const { image: build } = this.#recipe(service);
    const image = build.ok
      ? buildImage(this.#source, service, build.value)
      : Promise.reject(new SlipwayError("SERVICE_UNFIT", build.problem));
    this.#images.set(service.name, image);
    return image;
  }

  async run(service: Service, stage: "lint" | "test"): Promise<CommandOutcome> {
    const run = this.#recipe(service)[stage];
    if (!run.ok) return { kind: "unfit", problem: run.problem };
    if (run.value === undefined) return { kind: "none" };
    const { build, commands } = run.value;
    const built = await this.#stage(service, build);
    if (typeof built === "string") return { kind: "image-failed", output: built };
    let container = withVariables(built, { CI: "true", ...service.env });
    if (stage === "test") container = withUses(container, service, this.#source.pins);
    const ran = await runCommands(container, commands, service.commands.timeoutSeconds);
    const { junit, coverage } = this.reportsOf(service);
    const wanted = stage === "test" ? [...junit, ...(coverage === undefined ? [] : [coverage])] : [];
    const reports = wanted.map(async (path) => [path, await textOf(ran.container, path)] as const);
    const { commands: ended, exitCode, output, isOverTime } = ran;
    const texts = new Map(await Promise.all(reports));
    for (const [path, text] of texts) if (text !== undefined) this.written.set(`${service.name}/${path}`, text);
    return { kind: "ran", commands: ended, exitCode, output, isOverTime, reports: texts };
  }

  async build(service: Service): Promise<BuildOutcome> {
    const { image: build } = this.#recipe(service);
    if (!build.ok) return { kind: "unfit", problem: build.problem };
    try {
      const image = await this.image(service);
      const digest = await digestOf(image.archive, this.#source.pins);
      return { kind: "built", image: { digest, labels: labels(this.#source, service) } };
    } catch (error) {
      if (error instanceof SlipwayError) throw error;
      return { kind: "failed", output: failureText(error) };
    }
  }

  async scan(services: readonly Service[]) {
    if (this.#scanner === undefined) throw new TypeError("a workshop without a scanner was asked to scan");
    return this.#scanner.scan(services, (service) => this.image(service));
  }

  /** The bill of materials of a service's image; undefined where that could not be built. */
  async materials(service: Service): Promise<string | undefined> {
    const image = await this.image(service).catch(() => undefined);
    return image === undefined ? undefined : this.#scanner?.materials(service.name, image.archive);
  }

  reportsOf(service: Service) {
    const { junit, coverage } = this.#recipe(service);
    return { junit, coverage };
  }

  /** A stage of the service's Dockerfile, or what the engine said when it could not be built. */
  async #stage(service: Service, build: Build): Promise<Container | string> {
    try {
      return await buildStage(this.#source, service, build);
    } catch (error) {
      if (error instanceof SlipwayError) throw error;
      return failureText(error);
    }
  }

  #recipe({ name }: Service): Recipe {
    const recipe = this.#recipes.get(name);
    if (recipe === undefined) throw new TypeError(`no recipe was read for ${name}`);
    return recipe;
  }
}

async function textOf(container: Container, path: string): Promise<string | undefined> {
  try {
    return await container.file(path).contents();
  } catch {
    return undefined;
  }
}
