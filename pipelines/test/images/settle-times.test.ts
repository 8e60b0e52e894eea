import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";

const SCRIPT = join(import.meta.dirname, "..", "..", "images", "settle-times.mjs");
const MOMENT = Date.parse("2026-01-02T03:04:05Z") / 1000;

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

/** An unpacked OCI archive with these layers, and what the program makes of it. */
function settled(layers: readonly Buffer[], moment = MOMENT) {
  const folder = mkdtempSync(join(top, "image-"));
  mkdirSync(join(folder, "blobs", "sha256"), { recursive: true });
  const blob = (digest: string) => join(folder, "blobs", ...digest.split(":"));
  const put = (bytes: Buffer) => {
    writeFileSync(blob(digestOf(bytes)), bytes);
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
  execFileSync(process.execPath, [SCRIPT, folder, String(moment)]);
  const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
  const index = read(join(folder, "index.json"));
  const made = read(blob(index.manifests[0].digest));
  return {
    before: gzipped.map(({ digest }) => digest),
    index,
    manifest: made,
    config: read(blob(made.config.digest)),
    docker: read(join(folder, "manifest.json")),
    blobs: made.layers.map(({ digest }: { digest: string }) => readFileSync(blob(digest))) as Buffer[],
  };
}

/** Path and time of every entry, as GNU tar reads them. */
function entriesOf(layer: Buffer): string[] {
  const list = ["--list", "--verbose", "--full-time", "--utc", "--quoting-style=literal"];
  return execFileSync("tar", list, { input: gunzipSync(layer), encoding: "utf8" })
    .trim()
    .split("\n");
}

const NEW = MOMENT + 1000;

describe("settle-times", () => {
  it("gives what is newer than the moment that moment's time, and leaves the rest", () => {
    const layer = tarOf([
      { path: "old", text: "old", time: 1_000_000_000 },
      { path: "new", text: "new", time: NEW },
    ]);
    const [blob = Buffer.alloc(0)] = settled([layer]).blobs;
    const entries = entriesOf(blob);
    expect(entries[0]).toContain("2001-09-09 01:46:40 old");
    expect(entries[1]).toContain("2026-01-02 03:04:05 new");
  });

  it("keeps a layer as it is in which nothing is newer", () => {
    const { before, manifest } = settled([
      tarOf([{ path: "base", text: "base", time: 1_000_000_000 }]),
      tarOf([{ path: "app", text: "app", time: NEW }]),
    ]);
    expect(manifest.layers[0].digest).toBe(before[0]);
    expect(manifest.layers[1].digest).not.toBe(before[1]);
  });

  it("names every blob by its content, in all places that tell of it", () => {
    const { blobs, manifest, config, docker } = settled([tarOf([{ path: "app", text: "app", time: NEW }])]);
    expect(blobs.map(digestOf)).toEqual(manifest.layers.map(({ digest }: { digest: string }) => digest));
    expect(blobs.map(({ length }) => length)).toEqual(manifest.layers.map(({ size }: { size: number }) => size));
    expect(blobs.map((blob) => digestOf(gunzipSync(blob)))).toEqual(config.rootfs.diff_ids);
    const path = (digest: string) => `blobs/${digest.replace(":", "/")}`;
    expect(docker).toEqual([
      { Config: path(manifest.config.digest), RepoTags: null, Layers: [path(manifest.layers[0].digest)] },
    ]);
  });

  it("says of no layer when it was made", () => {
    const { config, index } = settled([tarOf([{ path: "app", text: "app", time: NEW }])]);
    expect(config.created).toBe("2026-01-02T03:04:05.000Z");
    expect(config.history).toEqual([{ created: "2026-01-02T03:04:05.000Z", created_by: "step 0" }]);
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
          const [one, other] = [at(NEW), at(NEW + later)];
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
