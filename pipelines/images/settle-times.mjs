/**
 * Takes the time of building out of an image: every file in it that is newer than a moment gets that moment's time, so
 * that the same source gives the same bytes whenever and wherever it is built. Layers in which nothing is newer, such as
 * those of a base image, stay as they are. The image is an OCI archive that is unpacked in a folder, its layers gzipped.
 * Runs in a container of its own, so that the engine remembers what it made: `node settle-times.mjs FOLDER SECONDS`.
 * Formats: OCI Image Layout 1.0; POSIX.1-2008, pax Interchange Format.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";

const BLOCK = 512;
const [MTIME, MTIME_LENGTH, CHECKSUM, SIZE, SIZE_LENGTH] = [136, 12, 148, 124, 12];

/** A number of a tar header: octal text, or binary where the first bit is set. */
function numberIn(header, at, length) {
  if ((header[at] ?? 0) & 0x80) return Number(header.readBigUInt64BE(at + length - 8));
  return Number.parseInt(header.toString("latin1", at, at + length).replaceAll(/[\0 ]/g, "") || "0", 8);
}

/** Gives a header a time, and the checksum that goes with it. */
function setTime(header, seconds) {
  header.write(`${seconds.toString(8).padStart(MTIME_LENGTH - 1, "0")}\0`, MTIME, "latin1");
  header.fill(" ", CHECKSUM, CHECKSUM + 8);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, CHECKSUM, "latin1");
}

/** Passes a tar on, with no header's time after a moment. `onNewer` is called for each one that was. */
function settledTar(seconds, onNewer) {
  let pending = Buffer.alloc(0);
  let left = 0;
  return new Transform({
    transform(chunk, _, done) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      let at = 0;
      while (at < pending.length) {
        if (left > 0) {
          const taken = Math.min(left, pending.length - at);
          left -= taken;
          at += taken;
          continue;
        }
        if (pending.length - at < BLOCK) break;
        const header = pending.subarray(at, at + BLOCK);
        at += BLOCK;
        if (header.every((byte) => byte === 0)) continue;
        left = Math.ceil(numberIn(header, SIZE, SIZE_LENGTH) / BLOCK) * BLOCK;
        if (numberIn(header, MTIME, MTIME_LENGTH) > seconds) {
          setTime(header, seconds);
          onNewer();
        }
      }
      this.push(pending.subarray(0, at));
      pending = Buffer.from(pending.subarray(at));
      done();
    },
    flush(done) {
      done(pending.length === 0 && left === 0 ? null : new Error("a layer ends in the middle"));
    },
  });
}

function hashed(hash) {
  return new Transform({
    transform(chunk, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

const digestOf = (hash) => `sha256:${hash.digest("hex")}`;

async function settle(folder, seconds) {
  const blob = (digest) => join(folder, "blobs", ...digest.split(":"));
  const json = async (path) => JSON.parse(await readFile(path, "utf8"));
  const moment = new Date(seconds * 1000).toISOString();
  const write = async (mediaType, value) => {
    const bytes = Buffer.from(JSON.stringify(value));
    const digest = digestOf(createHash("sha256").update(bytes));
    await writeFile(blob(digest), bytes);
    return { mediaType, digest, size: bytes.length };
  };

  /** The same layer, or one with other times, and the digest of its content. */
  const settleLayer = async (layer, content) => {
    let newer = 0;
    const nowhere = new Writable({ write: (_, __, done) => done() });
    await pipeline(
      createReadStream(blob(layer.digest)),
      createGunzip(),
      settledTar(seconds, () => newer++),
      nowhere,
    );
    if (newer === 0) return { layer, content };
    const [inner, outer] = [createHash("sha256"), createHash("sha256")];
    const file = `${blob(layer.digest)}.settled`;
    await pipeline(
      createReadStream(blob(layer.digest)),
      createGunzip(),
      settledTar(seconds, () => {}),
      hashed(inner),
      createGzip({ level: 6 }),
      hashed(outer),
      createWriteStream(file),
    );
    const digest = digestOf(outer);
    await rename(file, blob(digest));
    if (digest !== layer.digest) await rm(blob(layer.digest));
    return { layer: { ...layer, digest, size: (await stat(blob(digest))).size }, content: digestOf(inner) };
  };

  const index = await json(join(folder, "index.json"));
  const [described] = index.manifests;
  const manifest = await json(blob(described.digest));
  const config = await json(blob(manifest.config.digest));
  const settled = new Map();
  const layers = [];
  const contents = [];
  for (const [at, layer] of manifest.layers.entries()) {
    const known = settled.get(layer.digest) ?? (await settleLayer(layer, config.rootfs.diff_ids[at]));
    settled.set(layer.digest, known);
    layers.push(known.layer);
    contents.push(known.content);
  }
  // The engine writes here when it first saw a layer.
  const history = config.history?.map((step) => ({ ...step, created: moment }));
  const newConfig = await write(manifest.config.mediaType, {
    ...config,
    created: moment,
    rootfs: { ...config.rootfs, diff_ids: contents },
    ...(history === undefined ? {} : { history }),
  });
  const newManifest = await write(described.mediaType, { ...manifest, config: newConfig, layers });
  const { annotations: _, ...rest } = described;
  await writeFile(join(folder, "index.json"), JSON.stringify({ ...index, manifests: [{ ...rest, ...newManifest }] }));
  // Docker's own list of the same, which scanners read.
  const path = (digest) => `blobs/${digest.replace(":", "/")}`;
  const listed = { Config: path(newConfig.digest), RepoTags: null, Layers: layers.map(({ digest }) => path(digest)) };
  await writeFile(join(folder, "manifest.json"), JSON.stringify([listed]));
}

const [folder = "", seconds = ""] = process.argv.slice(2);
await settle(folder, Number(seconds));
