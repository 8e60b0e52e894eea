import { createHash } from "node:crypto";
import { copyFile, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ServiceRecord } from "../resources/index.js";
import { decodeRecord, encodeRecord } from "./record-text.js";

/** Where the state of services is kept. A write has happened once its promise resolves, and not before. */
export interface Storage {
  /** Every service that was saved and not removed, each in its last version that is whole. */
  load(): Promise<readonly ServiceRecord[]>;
  save(service: string, record: ServiceRecord): Promise<void>;
  remove(service: string): Promise<void>;
}

const CURRENT = ".json";
const PREVIOUS = ".previous";
const TEMPORARY = ".tmp";

/** One file per service in a folder. A crash at any point leaves the version before or the version after. */
export function folderStorage(folder: string): Storage {
  const pathOf = (service: string, ending: string) => join(folder, `${fileName(service)}${ending}`);
  return {
    async load() {
      await mkdir(folder, { recursive: true });
      const files = await readdir(folder);
      await Promise.all(files.filter((file) => file.endsWith(TEMPORARY)).map((file) => rm(join(folder, file))));
      const stems = files.filter((file) => file.endsWith(CURRENT) || file.endsWith(PREVIOUS));
      const names = [...new Set(stems.map((file) => file.slice(0, file.lastIndexOf("."))))].sort();
      const records = await Promise.all(names.map((name) => lastGood(folder, name)));
      return records.filter((record) => record !== undefined);
    },
    async save(service, record) {
      await mkdir(folder, { recursive: true });
      const current = pathOf(service, CURRENT);
      const temporary = pathOf(service, TEMPORARY);
      await writeDurably(temporary, encodeRecord(record));
      await keepPrevious(current, pathOf(service, PREVIOUS));
      await rename(temporary, current);
      await syncFolder(folder);
    },
    async remove(service) {
      // The previous version goes first: what is left after a crash is the service as it was, never an older one.
      for (const ending of [PREVIOUS, CURRENT, TEMPORARY]) {
        await rm(pathOf(service, ending), { force: true });
      }
      await syncFolder(folder);
    },
  };
}

async function lastGood(folder: string, name: string): Promise<ServiceRecord | undefined> {
  for (const ending of [CURRENT, PREVIOUS]) {
    const text = await readFile(join(folder, `${name}${ending}`), "utf8").catch(() => "");
    const decoded = decodeRecord(text);
    if (decoded !== undefined) {
      return decoded.record as ServiceRecord;
    }
  }
  return undefined;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A torn current file is not worth keeping in place of a good previous one. */
async function keepPrevious(current: string, previous: string): Promise<void> {
  const text = await readFile(current, "utf8").catch(() => "");
  if (decodeRecord(text) !== undefined) {
    await copyFile(current, `${previous}${TEMPORARY}`);
    await rename(`${previous}${TEMPORARY}`, previous);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The service's id for people, and a hash of its full name, which has slashes. */
function fileName(service: string): string {
  const hash = createHash("sha256").update(service).digest("hex").slice(0, 16);
  return `${service.slice(service.lastIndexOf("/") + 1)}-${hash}`;
}
