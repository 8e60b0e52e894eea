import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/**
 * Lays out one uncompressed layer as an OCI image, ready to be packed into the archive that an engine imports. The
 * layer's file is moved, not copied.
 * Format: OCI Image Layout 1.0 (https://github.com/opencontainers/image-spec/blob/v1.0.2/image-layout.md).
 */
export async function layOutOciImage(image: {
  readonly layer: string;
  readonly folder: string;
  readonly env: readonly string[];
}): Promise<void> {
  const blobs = join(image.folder, "blobs", "sha256");
  await mkdir(blobs, { recursive: true });

  const layer: Descriptor = {
    mediaType: "application/vnd.oci.image.layer.v1.tar",
    digest: await digestOfFile(image.layer),
    size: (await stat(image.layer)).size,
  };
  await rename(image.layer, join(blobs, layer.digest.slice("sha256:".length)));

  const writeBlob = async (mediaType: string, content: unknown): Promise<Descriptor> => {
    const bytes = Buffer.from(JSON.stringify(content));
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    await writeFile(join(blobs, digest.slice("sha256:".length)), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const config = await writeBlob("application/vnd.oci.image.config.v1+json", {
    architecture: "amd64",
    os: "linux",
    config: { Env: image.env },
    rootfs: { type: "layers", diff_ids: [layer.digest] },
  });
  const manifest = await writeBlob("application/vnd.oci.image.manifest.v1+json", {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config,
    layers: [layer],
  });
  await writeFile(join(image.folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  await writeFile(join(image.folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest("hex")}`;
}
