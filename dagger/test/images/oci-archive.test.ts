import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layOutOciImage } from "../../images/oci-archive.js";
import { temporaryFolder } from "../temporary.js";

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** An image laid out from a layer of these bytes. */
const laidOut = async (bytes: Buffer, env: readonly string[] = []) => {
  const top = temporaryFolder();
  const [layer, folder] = [join(top, "layer.tar"), join(top, "oci")];
  mkdirSync(folder);
  writeFileSync(layer, bytes);
  await layOutOciImage({ layer, folder, env });
  const json = (...path: string[]) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
  const blob = (digest: string) => readFileSync(join(folder, "blobs", ...digest.split(":")));
  const [descriptor] = json("index.json").manifests;
  const manifest = JSON.parse(blob(descriptor.digest).toString());
  const config = JSON.parse(blob(manifest.config.digest).toString());
  return { layer, folder, json, blob, descriptor, manifest, config };
};

describe("layOutOciImage", () => {
  const bytes = Buffer.from("a layer, whatever is in it ".repeat(5000));

  it("makes a layout of version 1.0.0 with one manifest", async () => {
    const { json, folder } = await laidOut(bytes);
    expect(json("oci-layout")).toEqual({ imageLayoutVersion: "1.0.0" });
    expect(json("index.json")).toMatchObject({ schemaVersion: 2, manifests: [{ size: expect.any(Number) }] });
    expect(readdirSync(folder).sort()).toEqual(["blobs", "index.json", "oci-layout"]);
  });

  it("names each blob by its content", async () => {
    const { folder } = await laidOut(bytes);
    const blobs = readdirSync(join(folder, "blobs", "sha256"));
    expect(blobs).toHaveLength(3);
    for (const name of blobs) expect(sha256(readFileSync(join(folder, "blobs", "sha256", name)))).toBe(name);
  });

  it("refers to blobs by digest, size and media type", async () => {
    const { blob, descriptor, manifest } = await laidOut(bytes);
    const kinds = [
      [descriptor, "application/vnd.oci.image.manifest.v1+json"],
      [manifest.config, "application/vnd.oci.image.config.v1+json"],
      [manifest.layers[0], "application/vnd.oci.image.layer.v1.tar"],
    ] as const;
    for (const [one, mediaType] of kinds) {
      expect(one).toEqual({ mediaType, digest: `sha256:${sha256(blob(one.digest))}`, size: blob(one.digest).length });
    }
    expect(manifest).toMatchObject({ schemaVersion: 2, mediaType: descriptor.mediaType });
    expect(manifest.layers).toHaveLength(1);
  });

  it("has the layer as it was, and so its digest as the digest of what is in it", async () => {
    const { blob, config, manifest } = await laidOut(bytes);
    expect(blob(manifest.layers[0].digest).equals(bytes)).toBe(true);
    expect(config.rootfs).toEqual({ type: "layers", diff_ids: [`sha256:${sha256(bytes)}`] });
  });

  it("tells the platform and the environment", async () => {
    const { config } = await laidOut(bytes, ["PATH=/bin", "LANG=C"]);
    expect(config).toMatchObject({ os: "linux", architecture: "amd64", config: { Env: ["PATH=/bin", "LANG=C"] } });
  });

  it("moves the layer", async () => {
    const { layer } = await laidOut(bytes);
    expect(existsSync(layer)).toBe(false);
  });

  it("lays out the same content under the same digest", async () => {
    const [one, other] = [await laidOut(bytes, ["A=1"]), await laidOut(bytes, ["A=1"])];
    expect(one.descriptor).toEqual(other.descriptor);
    expect((await laidOut(bytes, ["A=2"])).descriptor).not.toEqual(one.descriptor);
    expect((await laidOut(Buffer.from("other"), ["A=1"])).descriptor).not.toEqual(one.descriptor);
  });
});
