/**
 * Takes the time of building out of an image, so that the same source gives the same bytes whenever and wherever it is
 * built. All files of a layer get one time, made from the layer's content: another content has another time, and what goes
 * by times, as caches of browsers do, still sees a change. Layers of the image below stay as they are.
 * Both images are OCI archives, unpacked, with gzipped layers. Runs in a container of its own, so that the engine remembers
 * what it made: `node settle-times.mjs IMAGE BELOW KNOWN`. KNOWN is a folder that outlives the container: a layer that was
 * settled before is taken from there.
 * Formats: OCI Image Layout 1.0; POSIX.1-2008, pax Interchange Format.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
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

/** Passes a tar on, with one time in all of its headers. */
function settledTar(seconds) {
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
        setTime(header, seconds);
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
const blobIn = (folder, digest) => join(folder, "blobs", ...digest.split(":"));
const json = async (path) => JSON.parse(await readFile(path, "utf8"));

/** The manifest and the configuration of an unpacked image. */
async function imageIn(folder) {
  const index = await json(join(folder, "index.json"));
  const manifest = await json(blobIn(folder, index.manifests[0].digest));
  return { index, manifest, config: await json(blobIn(folder, manifest.config.digest)) };
}

/** A time between 2000 and 2020, in seconds, that a content alone decides. */
const FIRST = 946_684_800;
const SPAN = 631_152_000;

function timeOf(hash) {
  return FIRST + (hash.digest().readUInt32BE(0) % SPAN);
}

/** Writes the settled form of a layer, and tells its digests and size. */
async function settleLayer(file, into) {
  const content = createHash("sha256");
  const nowhere = new Writable({ write: (_, __, done) => done() });
  await pipeline(createReadStream(file), createGunzip(), settledTar(0), hashed(content), nowhere);
  const [inner, outer] = [createHash("sha256"), createHash("sha256")];
  const steps = [createGunzip(), settledTar(timeOf(content)), hashed(inner), createGzip({ level: 6 }), hashed(outer)];
  await pipeline(createReadStream(file), ...steps, createWriteStream(into));
  return { digest: digestOf(outer), content: digestOf(inner), size: (await stat(into)).size };
}

/** The same from the folder of layers that were settled before, where it is put if it is not there. */
async function settleOnce(file, name, known) {
  const [kept, told] = [join(known, name), join(known, `${name}.json`)];
  try {
    const result = await json(told);
    if ((await stat(kept)).size === result.size) {
      const now = new Date();
      await Promise.all([utimes(kept, now, now), utimes(told, now, now)]);
      return { ...result, kept };
    }
  } catch {
    // Not there, or not whole.
  }
  const mine = `${kept}.${process.pid}-${Math.random().toString(36).slice(2)}`;
  const result = await settleLayer(file, mine);
  await rename(mine, kept);
  await writeFile(`${mine}.json`, JSON.stringify(result));
  await rename(`${mine}.json`, told);
  return { ...result, kept };
}

const KEPT_DAYS = 14;

/** Removes what nobody has asked for in two weeks. */
async function prune(known) {
  for (const name of await readdir(known)) {
    const { mtimeMs } = await stat(join(known, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > KEPT_DAYS * 86_400_000) await rm(join(known, name), { force: true });
  }
}

async function settle(folder, below, known) {
  await mkdir(known, { recursive: true });
  const { index, manifest, config } = await imageIn(folder);
  const untouched = new Set(below === "" ? [] : (await imageIn(below)).config.rootfs.diff_ids);

  const write = async (mediaType, value) => {
    const bytes = Buffer.from(JSON.stringify(value));
    const digest = digestOf(createHash("sha256").update(bytes));
    await writeFile(blobIn(folder, digest), bytes);
    return { mediaType, digest, size: bytes.length };
  };

  const settled = new Map();
  const settledLayer = (layer, content) => {
    if (untouched.has(content)) return { layer, content };
    const work =
      settled.get(layer.digest) ??
      settleOnce(blobIn(folder, layer.digest), layer.digest.slice("sha256:".length), known);
    settled.set(layer.digest, work);
    return work.then((one) => ({
      layer: { ...layer, digest: one.digest, size: one.size },
      content: one.content,
      kept: one.kept,
    }));
  };
  const all = await Promise.all(manifest.layers.map((layer, at) => settledLayer(layer, config.rootfs.diff_ids[at])));
  for (const { layer, kept } of all) if (kept !== undefined) await copyFile(kept, blobIn(folder, layer.digest));
  const named = new Set(all.map(({ layer }) => layer.digest));
  for (const { digest } of manifest.layers) if (!named.has(digest)) await rm(blobIn(folder, digest), { force: true });

  // The engine writes here when it first saw a layer.
  const made = new Date(FIRST * 1000).toISOString();
  const history = config.history?.map((step) => ({ ...step, created: made }));
  const newConfig = await write(manifest.config.mediaType, {
    ...config,
    created: config.config?.Labels?.["org.opencontainers.image.created"] ?? made,
    rootfs: { ...config.rootfs, diff_ids: all.map(({ content }) => content) },
    ...(history === undefined ? {} : { history }),
  });
  const [described] = index.manifests;
  const layers = all.map(({ layer }) => layer);
  const newManifest = await write(described.mediaType, { ...manifest, config: newConfig, layers });
  const { annotations: _, ...rest } = described;
  await writeFile(join(folder, "index.json"), JSON.stringify({ ...index, manifests: [{ ...rest, ...newManifest }] }));
  // Docker's own list of the same, which scanners read.
  const path = (digest) => `blobs/${digest.replace(":", "/")}`;
  const listed = { Config: path(newConfig.digest), RepoTags: null, Layers: layers.map(({ digest }) => path(digest)) };
  await writeFile(join(folder, "manifest.json"), JSON.stringify([listed]));
  await prune(known);
}

const [folder = "", below = "", known = ""] = process.argv.slice(2);
await settle(folder, below, known);
