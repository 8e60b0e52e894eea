import { existsSync, readdirSync } from "node:fs";
import { access, appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SlipwayError } from "../../pipelines/errors/index.js";
import { IMAGES, type Image, mirrorName } from "../images/index.js";
import type { Layout } from "./layout.js";
import { type Job, keyOf, type Part } from "./part.js";
import { withSession } from "./session.js";

/** Where Debian keeps a machine's own certificate authorities; the engine puts them into containers. */
const hostAuthorities =
  existsSync("/usr/local/share/ca-certificates") && readdirSync("/usr/local/share/ca-certificates").length > 0;

/** All layers alike, as Docker Hub has them: scanners take the first one's word for the rest. */
const LAYERS = "Gzip";

const SOURCES = join(import.meta.dirname, "..", "images");

/** What the building of images needs of the engine: it must run by then. */
export interface ImageBuilder {
  readonly layout: Layout;
  readonly folderOf: (part: string) => string;
  readonly mirrorPort: () => number;
}

/** The base images, each a part: built on the engine, pushed to the mirror, with a record of its digest. */
export function imageParts(builder: ImageBuilder): Part[] {
  const keys = new Map<string, string>();
  return IMAGES.map((image) => {
    const stoodOn = image.on.map((id) => keys.get(id) ?? "");
    const files = ["image.ts", ...image.sources].map((file) => join(SOURCES, file));
    const key = keyOf([...image.names, ...stoodOn, `authorities ${hostAuthorities}`, LAYERS], files);
    keys.set(image.id, key);
    return {
      id: `image-${image.id}`,
      title: `Image ${image.title}`,
      coldSeconds: 30,
      needs: ["bare-engine", ...image.on.map((id) => `image-${id}`), ...image.needs],
      key,
      isIntact: (folder) => isInMirror(builder.layout, folder),
      build: (job) => buildImage(image, builder, job),
    };
  });
}

interface ImageRecord {
  readonly names: readonly string[];
  /** What each name led to when it was pushed: `host:port/repository:tag@sha256:...`. */
  readonly digests: readonly string[];
}

/** Whether the mirror still has an image under all its names, in the form in which the registry stores them. */
async function isInMirror(layout: Layout, folder: string): Promise<boolean> {
  const registry = join(layout.mirror, "docker", "registry", "v2");
  try {
    const record = JSON.parse(await readFile(join(folder, "image.json"), "utf8")) as ImageRecord;
    for (const [at, name] of record.names.entries()) {
      const [repository = "", tag = ""] = mirrorName("", name).slice(1).split(":");
      const link = join(registry, "repositories", repository, "_manifests", "tags", tag, "current", "link");
      const digest = (await readFile(link, "utf8")).trim();
      if (!record.digests[at]?.endsWith(`@${digest}`)) return false;
      const hash = digest.slice("sha256:".length);
      await access(join(registry, "blobs", "sha256", hash.slice(0, 2), hash, "data"));
    }
    return record.names.length > 0;
  } catch {
    return false;
  }
}

async function buildImage(image: Image, builder: ImageBuilder, job: Job): Promise<void> {
  const mirror = `127.0.0.1:${builder.mirrorPort()}`;
  const engine = { host: `unix://${builder.layout.socket}`, cli: join(builder.folderOf("dagger"), "dagger") };
  const log = join(builder.layout.logs, `image-${image.id}.log`);
  job.say("building on the engine");
  const run = async (command: readonly string[], options?: { readonly cwd?: string }): Promise<void> => {
    const { code, output } = await job.run(command, options);
    if (code !== 0) throw imageFailed(image, `${command[0]} ended with ${code}\n    ${tail(output)}`, log);
  };
  const { ImageLayerCompression } = await import("@dagger.io/dagger");
  const digests: string[] = [];
  try {
    await withSession(engine, { write: (text) => void appendFile(log, text), signal: job.signal }, async (dag) => {
      const ingredients = { mirror, scratch: job.scratch, partFolder: builder.folderOf, run, hostAuthorities };
      const container = await image.build(dag, ingredients);
      for (const name of image.names) {
        digests.push(
          await container.publish(mirrorName(mirror, name), { forcedCompression: ImageLayerCompression[LAYERS] }),
        );
      }
    });
  } catch (error) {
    job.signal.throwIfAborted();
    if (error instanceof SlipwayError) throw error;
    throw imageFailed(image, tail(error instanceof Error ? error.message : String(error)), log, error);
  }
  await writeFile(
    join(job.folder, "image.json"),
    JSON.stringify({ names: image.names, digests } satisfies ImageRecord, null, 2),
  );
}

function imageFailed(image: Image, saw: string, log: string, cause?: unknown): SlipwayError {
  return new SlipwayError(
    "PART_FAILED",
    {
      what: `The image ${image.names[0]} could not be built.`,
      saw,
      next: `read ${log}, then run the same command again; what is finished is kept.`,
    },
    { cause },
  );
}

function tail(text: string): string {
  return text.trimEnd().split("\n").slice(-6).join("\n    ");
}
