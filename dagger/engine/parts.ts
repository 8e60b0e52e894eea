import { answers } from "./answers.js";
import { contentPart, readContent } from "./content-part.js";
import { type Content, findRunning, type Running, startEngine } from "./daemon.js";
import { GO_PARTS } from "./go-parts.js";
import { type ImageBuilder, imageParts } from "./image-parts.js";
import type { Layout } from "./layout.js";
import { packages } from "./packages.js";
import { keyOf, type Part } from "./part.js";
import { folderOfPart, partFolder } from "./store.js";

/** What a first function call needs. All else is built when something asks for it. */
export const CORE_PARTS = [
  "packages",
  "dagger",
  "image-debian",
  "image-git",
  "image-node",
  "image-postgres",
  "content",
] as const;

/** Every part of the embedded engine for a layout. */
export function allParts(layout: Layout): Part[] {
  const folders = new Map<string, string>();
  const builder: ImageBuilder = {
    layout,
    folderOf: (id) => folders.get(id) ?? "",
    mirrorPort: () => findRunning(layout)?.mirrorPort ?? 0,
  };
  const images = imageParts(builder);
  const keyOfPart = (id: string) => [...GO_PARTS, ...images].find((part) => part.id === id)?.key ?? "";
  const content = contentPart(builder, { dagger: keyOfPart("dagger"), node: keyOfPart("image-node") });
  const parts = [packages, ...GO_PARTS, bareEngine(layout, () => builder.folderOf("dagger")), ...images, content];
  for (const part of parts) folders.set(part.id, partFolder(layout, part));
  return parts;
}

/** The engine before it has SDKs to serve: enough to build images, and the SDKs themselves, on it. */
function bareEngine(layout: Layout, binaries: () => string): Part {
  return {
    id: "bare-engine",
    title: "Engine",
    coldSeconds: 2,
    needs: ["packages", "dagger"],
    key: keyOf([]),
    isThere: async () => findRunning(layout) !== undefined && (await answers(layout.socket)),
    build: async ({ say }) => {
      await startEngine({ layout, binaries: binaries(), content: undefined, say });
    },
  };
}

/** Starts the engine with the finished SDKs, or leaves the one that runs with the same. */
export async function serveContent(
  layout: Layout,
  parts: readonly Part[],
  say: (line: string) => void,
): Promise<Running> {
  const content = await readContent(folderOfPart(layout, parts, "content"));
  const running = findRunning(layout);
  if (running !== undefined && serves(running, content) && (await answers(layout.socket))) return running;
  return startEngine({ layout, binaries: folderOfPart(layout, parts, "dagger"), content, say });
}

/** Whether a running engine was started with these SDKs. */
export function serves(running: Running, content: Content): boolean {
  return running.content === `${content.go} ${content.typescript}`;
}
