import { type Container, dag, type File, ImageLayerCompression } from "@dagger.io/dagger";
import type { Service } from "../config/index.js";
import { baseImages, type Commit, LOCK_FILE, labelsOf, withImages } from "../images/index.js";
import type { Build } from "../presets/index.js";
import type { Pins } from "./pins.js";
import type { SourceTree } from "./source-tree.js";

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
  const written =
    build.dockerfile.kind === "preset"
      ? build.dockerfile.text
      : await source.directory.file(join(service.path, build.dockerfile.path)).contents();
  return withImages(written, service.image.args, (reference) => pins.reference(reference));
}

/** Names of the images that a build stands on, as they are written. */
export async function basesOf(source: SourceTree, service: Service, build: Build): Promise<string[]> {
  const text =
    build.dockerfile.kind === "preset"
      ? build.dockerfile.text
      : await source.directory.file(join(service.path, build.dockerfile.path)).contents();
  return baseImages(text, service.image.args);
}

/** Builds a stage of a service's Dockerfile. Rejects with the engine's error where that fails. */
export async function buildStage(source: ImageSource, service: Service, build: Build): Promise<Container> {
  const text = await dockerfileOf(source, service, build);
  const { context, args } = service.image;
  const seen = await source.source.folder(context);
  const [own] = await seen.glob(".dockerignore");
  const ignored = own === undefined ? "" : `${await seen.file(".dockerignore").contents()}\n`;
  return seen
    .withNewFile(PRESET_FILE, text)
    .withNewFile(".dockerignore", `${ignored}${PRESET_FILE}\n${LOCK_FILE}\n`)
    .dockerBuild({
      dockerfile: PRESET_FILE,
      buildArgs: Object.entries(args).map(([name, value]) => ({ name, value })),
      ...(build.stage === undefined ? {} : { target: build.stage }),
    })
    .sync();
}

/** A service's image as it is shipped, with its labels. */
export async function buildImage(source: ImageSource, service: Service, build: Build): Promise<Container> {
  let image = await buildStage(source, service, build);
  for (const [name, value] of Object.entries(labels(source, service))) image = image.withLabel(name, value);
  return image;
}

export function labels({ commitOf, repository }: ImageSource, { name }: Service): Readonly<Record<string, string>> {
  return labelsOf(name, commitOf(name), repository);
}

/** An image as one file, its layers compressed as they are pushed. Scanners take the first layer's compression for all. */
export function archiveOf(image: Container): File {
  return image.asTarball({ forcedCompression: ImageLayerCompression.Gzip });
}

/** Digest of an image's manifest, from the archive that it is shipped and scanned as. */
export async function digestOf(image: Container, pins: Pins, tool: string): Promise<string> {
  const index = await dag
    .container()
    .from(pins.reference(tool))
    .withMountedFile("/image.tar", archiveOf(image))
    .withExec(["tar", "--extract", "--to-stdout", "--file=/image.tar", "index.json"])
    .stdout();
  const { manifests } = JSON.parse(index) as { manifests: readonly { digest: string }[] };
  return manifests[0]?.digest ?? "";
}

function join(folder: string, file: string): string {
  return folder === "." ? file : `${folder}/${file}`;
}
