import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Container } from "@dagger.io/dagger";
import { SlipwayError } from "../../pipelines/errors/index.js";
import { mirrorName } from "../images/index.js";
import { goContent, SOURCES, typescriptContent } from "../typescript/content.js";
import type { Content } from "./daemon.js";
import { goSettings } from "./go-parts.js";
import type { ImageBuilder } from "./image-parts.js";
import { type Job, keyOf, type Part } from "./part.js";
import { withSession } from "./session.js";

/** The SDKs that the engine serves to modules, as an OCI layout that it reads at its start. */
export function contentPart(builder: ImageBuilder, keys: { readonly dagger: string; readonly node: string }): Part {
  return {
    id: "content",
    title: "SDK for TypeScript modules",
    coldSeconds: 60,
    needs: ["bare-engine", "dagger", "image-debian", "image-node"],
    key: keyOf([keys.dagger, keys.node], SOURCES),
    build: (job) => buildContent(builder, job),
  };
}

/** What a finished content part holds. */
export async function readContent(folder: string): Promise<Content> {
  const digests = JSON.parse(await readFile(join(folder, "digests.json"), "utf8")) as Pick<
    Content,
    "go" | "typescript"
  >;
  return { folder, ...digests };
}

async function buildContent(builder: ImageBuilder, job: Job): Promise<void> {
  const { layout, folderOf } = builder;
  const mirror = `127.0.0.1:${builder.mirrorPort()}`;
  const log = join(layout.logs, "content.log");
  const { GOROOT: goRoot = "" } = goSettings((await job.run(["go", "env", "-json", "GOROOT"])).output);
  const cli = join(folderOf("dagger"), "dagger");
  try {
    await withSession(
      { host: `unix://${layout.socket}`, cli },
      { write: (text) => void appendFile(log, text), signal: job.signal },
      async (dag) => {
        const makings = {
          codegen: join(folderOf("dagger"), "codegen"),
          goRoot,
          debian: dag.container().from(mirrorName(mirror, "debian:bookworm-slim")),
          node: dag.container().from(mirrorName(mirror, "node:22-bookworm-slim")),
        };
        job.say("Go toolchain and code generator");
        const go = await unpack(goContent(dag, makings), "go", job);
        job.say("TypeScript runtime and client library");
        const typescript = await unpack(typescriptContent(dag, makings), "typescript", job);
        await writeFile(join(job.folder, "digests.json"), JSON.stringify({ go, typescript }));
      },
    );
  } catch (cause) {
    job.signal.throwIfAborted();
    const saw = cause instanceof Error ? cause.message.split("\n").slice(-6).join("\n    ") : String(cause);
    const next = `read ${log}, then run the same command again; what is finished is kept.`;
    throw new SlipwayError(
      "PART_FAILED",
      { what: "The SDK for TypeScript modules could not be built.", saw, next },
      { cause },
    );
  }
}

/** Exports an image and adds its blobs to the part's layout. Returns its manifest's digest. */
async function unpack(container: Container, name: string, job: Job): Promise<string> {
  const archive = join(job.scratch, `${name}.tar`);
  const folder = join(job.scratch, name);
  // The client library takes a second to load; whoever only asks what there is shall not wait for it.
  const { ImageLayerCompression, ImageMediaTypes } = await import("@dagger.io/dagger");
  await container.export(archive, {
    forcedCompression: ImageLayerCompression.Uncompressed,
    mediaTypes: ImageMediaTypes.OcimediaTypes,
  });
  await mkdir(folder, { recursive: true });
  await job.run(["tar", "--extract", "--file", archive, "--directory", folder]);
  await rm(archive);
  const index = JSON.parse(await readFile(join(folder, "index.json"), "utf8")) as { manifests: { digest: string }[] };
  const digest = index.manifests[0]?.digest;
  if (digest === undefined) throw new Error(`the exported ${name} image has no manifest`);
  await job.run(["cp", "--recursive", "--no-target-directory", join(folder, "blobs"), join(job.folder, "blobs")]);
  return digest;
}
