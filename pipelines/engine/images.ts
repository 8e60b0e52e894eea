import { type Container, dag, type File, ImageLayerCompression } from "@dagger.io/dagger";
import type { Service } from "../config/index.js";
import { baseImages, type Commit, imageUnder, LOCK_FILE, labelsOf, withImages } from "../images/index.js";
import type { Build } from "../presets/index.js";
import type { Pins } from "./pins.js";
import type { SourceTree } from "./source-tree.js";
import { TOOLS } from "./tools.js";

/** Name that a preset's Dockerfile has in the build's context, from which it is left out again. */
const PRESET_FILE = "slipway.Dockerfile";

/** What images are made from, for all services of one call. */
export interface ImageSource {
  readonly source: SourceTree;
  readonly pins: Pins;
  readonly repository: string | undefined;
  readonly commitOf: (service: string) => Commit | undefined;
}

/** The text of the Dockerfile that a build takes, with its base images pinned. */
export async function dockerfileOf({ source, pins }: ImageSource, service: Service, build: Build): Promise<string> {
  const written = await writtenIn(source, service, build);
  return withImages(written, service.image.args, (reference) => pins.reference(reference));
}

/** Names of the images that a build stands on, as they are written. */
export async function basesOf(source: SourceTree, service: Service, build: Build): Promise<string[]> {
  return baseImages(await writtenIn(source, service, build), service.image.args);
}

async function writtenIn(source: SourceTree, { path }: Service, { dockerfile }: Build): Promise<string> {
  return dockerfile.kind === "preset" ? dockerfile.text : source.directory.file(join(path, dockerfile.path)).contents();
}

/** Builds a stage of a service's Dockerfile. Rejects with the engine's error where that fails. */
export async function buildStage(source: ImageSource, service: Service, build: Build): Promise<Container> {
  return buildFrom(source, service, { text: await dockerfileOf(source, service, build), stage: build.stage });
}

async function buildFrom(
  { source }: ImageSource,
  { image: { context, args } }: Service,
  { text, stage }: { readonly text: string; readonly stage: string | undefined },
): Promise<Container> {
  const seen = await source.folder(context);
  const [own] = await seen.glob(".dockerignore");
  const ignored = own === undefined ? "" : `${await seen.file(".dockerignore").contents()}\n`;
  return seen
    .withNewFile(PRESET_FILE, text)
    .withNewFile(".dockerignore", `${ignored}${PRESET_FILE}\n${LOCK_FILE}\n`)
    .dockerBuild({
      dockerfile: PRESET_FILE,
      buildArgs: Object.entries(args).map(([name, value]) => ({ name, value })),
      ...(stage === undefined ? {} : { target: stage }),
    })
    .sync();
}

/** A service's image as it is shipped. */
export interface ShippedImage {
  /** OCI archive, which Docker reads too. Its manifest's digest is the image's. */
  readonly archive: File;
  readonly container: Container;
}

/** Builds a service's image, with its labels and with nothing in it of when and where it was built. */
export async function buildImage(source: ImageSource, service: Service, build: Build): Promise<ShippedImage> {
  const text = await dockerfileOf(source, service, build);
  let image = await buildFrom(source, service, { text, stage: build.stage });
  for (const [name, value] of Object.entries(labels(source, service))) image = image.withLabel(name, value);
  const archive = settled(image, imageUnder(text, service.image.args, build.stage), source.pins);
  return { archive, container: dag.container().import_(archive) };
}

const ARCHIVE = "/image.tar";

/** An image as an archive, without the times of its building; `below` is the one it stands on. */
function settled(image: Container, below: string | undefined, pins: Pins): File {
  const script = dag.currentModule().source().file("images/settle-times.mjs");
  // Scanners take the compression of the first layer for that of all.
  const gzipped = (one: Container) => one.asTarball({ forcedCompression: ImageLayerCompression.Gzip });
  let work = dag
    .container()
    .from(pins.reference(TOOLS.node))
    .withMountedFile("/settle-times.mjs", script)
    .withMountedCache("/settled", dag.cacheVolume("slipway-settled-layers"));
  const unpack = (from: Container, name: string) => {
    work = work
      .withMountedFile(`${name}.tar`, gzipped(from))
      .withExec(["mkdir", name])
      .withExec(["tar", "--extract", `--file=${name}.tar`, `--directory=${name}`]);
  };
  // What lies below comes first: it stays the same while the image above it changes.
  if (below !== undefined) unpack(dag.container().from(below), "/below");
  unpack(image, "/built");
  return work
    .withExec(["node", "/settle-times.mjs", "/built", below === undefined ? "" : "/below", "/settled"])
    .withExec([
      ...["tar", "--create", "--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"],
      // By their own names: Docker's form of an archive knows no other.
      ...[`--file=${ARCHIVE}`, "--directory=/built", "blobs", "index.json", "manifest.json", "oci-layout"],
    ])
    .file(ARCHIVE);
}

export function labels({ commitOf, repository }: ImageSource, { name }: Service): Readonly<Record<string, string>> {
  return labelsOf(name, commitOf(name), repository);
}

/** Digest of the manifest of an image in an archive. */
export async function digestOf(archive: File, pins: Pins): Promise<string> {
  const index = await dag
    .container()
    .from(pins.reference(TOOLS.git))
    .withMountedFile(ARCHIVE, archive)
    .withExec(["tar", "--extract", "--to-stdout", `--file=${ARCHIVE}`, "index.json"])
    .stdout();
  const { manifests } = JSON.parse(index) as { manifests: readonly { digest: string }[] };
  return manifests[0]?.digest ?? "";
}

function join(folder: string, file: string): string {
  return folder === "." ? file : `${folder}/${file}`;
}
