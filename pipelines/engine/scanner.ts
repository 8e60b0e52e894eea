import { type Container, type Directory, dag, type File } from "@dagger.io/dagger";
import type { ScanOutcome } from "../check/index.js";
import type { Config, Service } from "../config/index.js";
import { allOf, SlipwayError } from "../errors/index.js";
import { type Finding, judgeDatabase, judgeScan, readReport, type TrivyCommand, trivyCommands } from "../scan/index.js";
import { failureText } from "./failure-text.js";
import type { Pins } from "./pins.js";
import type { SourceTree } from "./source-tree.js";
import { runInSpan } from "./span.js";
import { TOOLS } from "./tools.js";

const CACHE = "/cache";
const SOURCE = "/source";
const REPORT = "/tmp/report.json";

/** Hours for which a downloaded database is used before it is asked for again; Trivy's is put together every six. */
const DATABASE_HOURS = 6;

/** What scanning needs besides the images. */
export interface ScanSource {
  readonly source: SourceTree;
  /** Folders of all services: what is in none of them is scanned on its own. */
  readonly paths: readonly string[];
  readonly rules: Config["scan"];
  readonly pins: Pins;
  /** A .tar.gz of trivy.db and metadata.json, given for this call. */
  readonly database: File | undefined;
  readonly today: Date;
  /** Findings that the base branch has, looked up when only new ones count. */
  readonly baseline?: (() => Promise<readonly Finding[]>) | undefined;
}

/** Trivy over images and source, and the gate over all that it finds. Every run of it is one cached step of the engine. */
export class Scanner {
  readonly #source: ScanSource;
  #database: Promise<{ readonly folder: Directory; readonly metadata: string }> | undefined;

  constructor(source: ScanSource) {
    this.#source = source;
  }

  /** Scans services and judges; `SCAN_DATABASE_MISSING`, `SCAN_REPORT_UNREADABLE`. */
  async scan(
    services: readonly Service[],
    imageOf: (service: Service) => Promise<{ readonly archive: File }>,
  ): Promise<ScanOutcome> {
    const { rules, today, baseline } = this.#source;
    const [found, database, old] = await allOf([
      this.findings(services, imageOf),
      this.#vulnerabilities(),
      rules.onlyNew ? baseline?.() : undefined,
    ] as const);
    const result = judgeScan({
      findings: found.findings,
      baseline: old,
      rules,
      today: today.toISOString().slice(0, 10),
      database: judgeDatabase(database.metadata, today, rules.database.maxAgeSeconds),
    });
    return { result, unbuilt: found.unbuilt };
  }

  /** Everything that Trivy finds, and the services whose image could not be built. */
  async findings(services: readonly Service[], imageOf: (service: Service) => Promise<{ readonly archive: File }>) {
    const folders = await this.#folders(services);
    const unbuilt: string[] = [];
    const images = services.map(async (service) => {
      const image = await imageOf(service).catch(() => undefined);
      if (image === undefined) unbuilt.push(service.name);
      return image === undefined ? [] : this.#imageFindings(service.name, image.archive);
    });
    const found = await allOf([...images, ...folders.map((folder) => this.#sourceFindings(folder))]);
    return { findings: found.flat(), unbuilt: unbuilt.sort() };
  }

  /** The bill of materials of an image, CycloneDX as JSON. */
  async materials(service: string, archive: File): Promise<string> {
    const [command] = commandsFor(service).filter(isOf("sbom"));
    return command === undefined ? "" : this.#run(command, (trivy) => trivy.withMountedFile(IMAGE, archive));
  }

  /** Folders to scan: each service's own, and, if all are asked for, what is in none of them. */
  async #folders(services: readonly Service[]): Promise<{ readonly name: string; readonly files: Directory }[]> {
    const { source, paths } = this.#source;
    const own = services.map(async ({ name, path }) => {
      const folder = await source.folder(path);
      return { name, files: path === "." ? folder : dag.directory().withDirectory(path, folder) };
    });
    const isAll = new Set(services.map(({ path }) => path)).size === new Set(paths).size;
    if (!isAll || paths.includes(".")) return Promise.all(own);
    const rest = source.rest(paths).then((files) => ({ name: "the rest", files }));
    return Promise.all([...own, rest]);
  }

  #imageFindings(service: string, archive: File): Promise<Finding[]> {
    return this.#findingsIn(
      `${service}: scan image`,
      commandsFor(service).filter(isOf("vulnerabilities", "licenses")),
      (trivy) => trivy.withMountedFile(IMAGE, archive),
    );
  }

  #sourceFindings({ name, files }: { readonly name: string; readonly files: Directory }): Promise<Finding[]> {
    return this.#findingsIn(
      `${name}: scan source`,
      commandsFor(name).filter(isOf("secrets", "misconfigurations")),
      (trivy) => trivy.withMountedDirectory(SOURCE, files),
    );
  }

  async #findingsIn(
    title: string,
    commands: readonly TrivyCommand[],
    mount: (trivy: Container) => Container,
  ): Promise<Finding[]> {
    const runs = commands.map((command) =>
      runInSpan(`${title} for ${command.looksFor}`, async () => this.#read(command, await this.#run(command, mount))),
    );
    return (await allOf(runs)).flat();
  }

  async #run(command: TrivyCommand, mount: (trivy: Container) => Container): Promise<string> {
    let trivy = dag.container().from(this.#source.pins.reference(TOOLS.trivy)).withWorkdir("/");
    // The database is part of a step's key only where it decides something.
    if (command.looksFor === "vulnerabilities") {
      trivy = trivy.withMountedDirectory(`${CACHE}/db`, (await this.#vulnerabilities()).folder);
    }
    try {
      return await mount(trivy)
        .withExec([...command.args, "--output", REPORT])
        .file(REPORT)
        .contents();
    } catch (error) {
      throw new SlipwayError(
        "SCAN_REPORT_UNREADABLE",
        {
          what: `The scanner ended without a report of ${command.target} (${command.looksFor}).`,
          saw: lastLine(failureText(error)),
          next: "run the same command again; if it stays so, see what Trivy says with `dagger call --progress plain`.",
        },
        { cause: error },
      );
    }
  }

  #read({ target }: TrivyCommand, text: string): readonly Finding[] {
    const report = readReport(text, target);
    if (report.ok) return report.findings;
    const { reason: _, ...parts } = report.problem;
    throw new SlipwayError("SCAN_REPORT_UNREADABLE", parts);
  }

  #vulnerabilities() {
    this.#database ??= this.#findDatabase();
    return this.#database;
  }

  async #findDatabase() {
    const { database, source, rules, pins, today } = this.#source;
    const { file, repository } = rules.database;
    const given = database ?? (file === undefined ? undefined : source.directory.file(file));
    try {
      const folder = given === undefined ? this.#downloaded(repository, pins, today) : unpacked(given, pins);
      return { folder, metadata: await folder.file("metadata.json").contents() };
    } catch (error) {
      throw new SlipwayError(
        "SCAN_DATABASE_MISSING",
        {
          what: "There is no vulnerability database to scan with.",
          saw: `${given === undefined ? (repository ?? "the usual download") : (file ?? "the file given")}: ${lastLine(failureText(error))}`,
          next: "give one with --database FILE (a .tar.gz of trivy.db and metadata.json), or name a mirror as scan.database.repository.",
        },
        { cause: error },
      );
    }
  }

  #downloaded(repository: string | undefined, pins: Pins, today: Date): Directory {
    const period = Math.floor(today.getTime() / 3_600_000 / DATABASE_HOURS);
    return dag
      .container()
      .from(pins.reference(TOOLS.trivy))
      .withEnvVariable("SLIPWAY_DATABASE_PERIOD", String(period))
      .withExec([
        ...["trivy", "image", "--download-db-only", "--no-progress", "--cache-dir", CACHE],
        ...(repository === undefined ? [] : ["--db-repository", repository]),
      ])
      .directory(`${CACHE}/db`);
  }
}

const IMAGE = "/image.tar";

function commandsFor(name: string): TrivyCommand[] {
  return trivyCommands({
    images: [{ name, tarball: IMAGE }],
    sourceDirectory: SOURCE,
    cacheDirectory: CACHE,
    hasDatabase: true,
  });
}

function isOf(...kinds: readonly TrivyCommand["looksFor"][]) {
  return ({ looksFor }: TrivyCommand) => kinds.includes(looksFor);
}

function unpacked(archive: File, pins: Pins): Directory {
  return dag
    .container()
    .from(pins.reference(TOOLS.git))
    .withMountedFile("/database.tar.gz", archive)
    .withExec(["mkdir", "/db"])
    .withExec(["tar", "--extract", "--gzip", "--file=/database.tar.gz", "--directory=/db"])
    .directory("/db");
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.slice(0, 300) ?? "";
}
