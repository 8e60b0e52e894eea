import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";

const SCRIPT = join(import.meta.dirname, "..", "..", "images", "settle-times.mjs");
const top = mkdtempSync(join(tmpdir(), "settle-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const digestOf = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

interface File {
  readonly path: string;
  readonly text: string;
  /** Seconds of Unix time. */
  readonly time: number;
}

/** What GNU tar makes of files, with a header of its own format for long names. */
function tarOf(files: readonly File[], format = "gnu"): Buffer {
  const folder = mkdtempSync(join(top, "files-"));
  for (const { path, text, time } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    utimesSync(join(folder, path), time, time);
  }
  const paths = files.map(({ path }) => path);
  // Like the engine's layers, which tell neither when a file was read nor when its owner changed.
  const pax = format === "pax" ? ["--pax-option=delete=atime,delete=ctime"] : [];
  return execFileSync("tar", [`--format=${format}`, ...pax, "--create", "--directory", folder, ...paths], {
    maxBuffer: 2 ** 26,
  });
}

/** An unpacked OCI archive with these layers. */
function imageOf(layers: readonly Buffer[]) {
  const folder = mkdtempSync(join(top, "image-"));
  mkdirSync(join(folder, "blobs", "sha256"), { recursive: true });
  const put = (bytes: Buffer) => {
    writeFileSync(join(folder, "blobs", ...digestOf(bytes).split(":")), bytes);
    return { digest: digestOf(bytes), size: bytes.length };
  };
  const json = (value: unknown) => put(Buffer.from(JSON.stringify(value)));
  const gzipped = layers.map((layer) => ({
    mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
    ...put(gzipSync(layer)),
  }));
  const config = json({
    created: new Date().toISOString(),
    config: { Cmd: ["run"] },
    rootfs: { type: "layers", diff_ids: layers.map(digestOf) },
    history: layers.map((_, at) => ({ created: new Date(1.7e12 + at).toISOString(), created_by: `step ${at}` })),
  });
  const manifest = json({ schemaVersion: 2, config: { mediaType: "config", ...config }, layers: gzipped });
  const described = { mediaType: "manifest", ...manifest, annotations: { "org.opencontainers.image.created": "now" } };
  writeFileSync(join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [described] }));
  return { folder, digests: gzipped.map(({ digest }) => digest) };
}

/** What the program makes of an image with these layers, on one with those of `below`. */
function settled(layers: readonly Buffer[], below: readonly Buffer[] = [], known = mkdtempSync(join(top, "known-"))) {
  const { folder, digests } = imageOf(layers);
  execFileSync(process.execPath, [SCRIPT, folder, below.length === 0 ? "" : imageOf(below).folder, known]);
  const blob = (digest: string) => join(folder, "blobs", ...digest.split(":"));
  const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
  const index = read(join(folder, "index.json"));
  const manifest = read(blob(index.manifests[0].digest));
  return {
    before: digests,
    index,
    manifest,
    config: read(blob(manifest.config.digest)),
    docker: read(join(folder, "manifest.json")),
    blobs: manifest.layers.map(({ digest }: { digest: string }) => readFileSync(blob(digest))) as Buffer[],
    files: readdirSync(join(folder, "blobs", "sha256")),
  };
}

/** The times of all entries, as GNU tar reads them. */
function timesOf(layer: Buffer | undefined): string[] {
  const list = ["--list", "--verbose", "--full-time", "--utc"];
  const text = execFileSync("tar", list, { input: gunzipSync(layer ?? Buffer.alloc(0)), encoding: "utf8" });
  return [...text.matchAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g)].map(([time]) => time);
}

const NOW = 1_790_000_000;

describe("settle-times", () => {
  it("gives all files of a layer one time, which another content does not have", () => {
    const files = (text: string) => [
      { path: "old", text: "old", time: 1_000_000_000 },
      { path: "new", text, time: NOW },
    ];
    const [one = "", ...others] = timesOf(settled([tarOf(files("one"))]).blobs[0]);
    expect(others).toEqual([one]);
    expect(one).toMatch(/^20[01]\d-/);
    expect(timesOf(settled([tarOf(files("two"))]).blobs[0])[0]).not.toBe(one);
  });

  it("keeps the layers of the image below as they are", () => {
    const base = tarOf([{ path: "base", text: "base", time: NOW }]);
    const { before, manifest } = settled([base, tarOf([{ path: "app", text: "app", time: NOW }])], [base]);
    expect(manifest.layers[0].digest).toBe(before[0]);
    expect(manifest.layers[1].digest).not.toBe(before[1]);
  });

  it("gives a layer that did not change the same bytes, whatever lies above it", () => {
    const packages = tarOf([{ path: "packages", text: "p", time: NOW }]);
    const over = (text: string) => settled([packages, tarOf([{ path: "app", text, time: NOW }])]).manifest.layers;
    expect(over("one")[0]).toEqual(over("two")[0]);
    expect(over("one")[1]).not.toEqual(over("two")[1]);
  });

  it("takes what it has settled before from the folder that outlives it, unless that is cut short", () => {
    const known = mkdtempSync(join(top, "known-"));
    const layer = tarOf([{ path: "app", text: "app", time: NOW }]);
    const first = settled([layer], [], known);
    const kept = join(known, first.before[0]?.slice("sha256:".length) ?? "");
    expect(readFileSync(kept)).toEqual(first.blobs[0]);
    expect(settled([layer], [], known).manifest).toEqual(first.manifest);
    writeFileSync(kept, "cut");
    expect(settled([layer], [], known).manifest).toEqual(first.manifest);
    expect(readFileSync(kept)).toEqual(first.blobs[0]);
  });

  it("names every blob by its content, in all places that tell of it", () => {
    const { blobs, manifest, config, docker, files } = settled([tarOf([{ path: "app", text: "app", time: NOW }])]);
    // Layer, configuration and manifest, and the two that these replace; the layer as it was is gone.
    expect(files).toHaveLength(5);
    expect(blobs.map(digestOf)).toEqual(manifest.layers.map(({ digest }: { digest: string }) => digest));
    expect(blobs.map(({ length }) => length)).toEqual(manifest.layers.map(({ size }: { size: number }) => size));
    expect(blobs.map((blob) => digestOf(gunzipSync(blob)))).toEqual(config.rootfs.diff_ids);
    const path = (digest: string) => `blobs/${digest.replace(":", "/")}`;
    expect(docker).toEqual([
      { Config: path(manifest.config.digest), RepoTags: null, Layers: [path(manifest.layers[0].digest)] },
    ]);
  });

  it("says of no layer when it was made", () => {
    const { config, index } = settled([tarOf([{ path: "app", text: "app", time: NOW }])]);
    expect(config.created).toBe("2000-01-01T00:00:00.000Z");
    expect(config.history).toEqual([{ created: "2000-01-01T00:00:00.000Z", created_by: "step 0" }]);
    expect(index.manifests[0].annotations).toBeUndefined();
    expect(config.config).toEqual({ Cmd: ["run"] });
  });

  const name = fc.stringMatching(/^[a-z]{1,120}$/);
  const file = fc.record({
    path: fc.array(name, { minLength: 1, maxLength: 2 }).map((parts) => parts.join("/")),
    text: fc.string({ maxLength: 3000 }),
  });
  const files = fc.uniqueArray(file, { minLength: 1, maxLength: 6, selector: ({ path }) => path.split("/")[0] });

  it.each(["gnu", "pax", "ustar"])(
    "makes the same of the same files whenever they were written, as %s tar",
    (format) => {
      fc.assert(
        fc.property(files, fc.integer({ min: 1, max: 1e6 }), (all, later) => {
          const at = (time: number) =>
            settled([
              tarOf(
                all.map((one) => ({ ...one, time })),
                format,
              ),
            ]);
          const [one, other] = [at(NOW), at(NOW + later)];
          expect(one.index.manifests[0].digest).toBe(other.index.manifests[0].digest);
          const extracted = (blob: Buffer | undefined) =>
            execFileSync("tar", ["--extract", "--to-stdout"], {
              input: gunzipSync(blob ?? Buffer.alloc(0)),
            }).toString();
          expect(extracted(one.blobs[0])).toBe(all.map(({ text }) => text).join(""));
        }),
        { numRuns: 8, seed: 20260102 },
      );
    },
  );
});
