import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ServiceRecord } from "../../src/resources/index.js";
import { decodeRecord, encodeRecord, folderStorage } from "../../src/storage/index.js";

const NAME = "projects/p/locations/l/services/svc";

function record(generation: string): ServiceRecord {
  const empty = { revisions: [], latestCreated: "", templateGeneration: 0, routed: [], doors: {}, pending: [] };
  return { service: { name: NAME, generation }, ...empty, policy: undefined };
}

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cloud-run-state-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function fileEnding(ending: string): Promise<string> {
  const file = (await readdir(folder)).find((one) => one.endsWith(ending));
  return join(folder, file ?? "none");
}

async function loadedGenerations(): Promise<unknown[]> {
  const records = await folderStorage(folder).load();
  return records.map((one) => one.service["generation"]);
}

describe("folderStorage", () => {
  it("gives back what was saved last, and nothing that was removed", async () => {
    const storage = folderStorage(folder);
    await storage.save(NAME, record("1"));
    await storage.save(NAME, record("2"));
    await storage.save(`${NAME}-other`, record("7"));
    expect((await loadedGenerations()).sort()).toEqual(["2", "7"]);
    await storage.remove(NAME);
    expect(await loadedGenerations()).toEqual(["7"]);
  });

  it("is empty where the folder is not there yet", async () => {
    expect(await folderStorage(join(folder, "new")).load()).toEqual([]);
  });

  it("has the version before where a crash came between write and rename, and clears what it left", async () => {
    const storage = folderStorage(folder);
    await storage.save(NAME, record("1"));
    const current = await fileEnding(".json");
    await writeFile(current.replace(/\.json$/, ".tmp"), encodeRecord(record("2")));
    expect(await loadedGenerations()).toEqual(["1"]);
    expect((await readdir(folder)).filter((one) => one.endsWith(".tmp"))).toEqual([]);
  });

  it("falls back to the version before where the file is torn at any byte", async () => {
    const storage = folderStorage(folder);
    await storage.save(NAME, record("1"));
    await storage.save(NAME, record("2"));
    const current = await fileEnding(".json");
    const whole = await readFile(current);
    for (let length = 0; length < whole.length; length += 7) {
      await writeFile(current, whole);
      await truncate(current, length);
      expect(await loadedGenerations(), `torn at ${length}`).toEqual(["1"]);
    }
  });

  it("keeps the good version before when it saves over a torn file", async () => {
    const storage = folderStorage(folder);
    await storage.save(NAME, record("1"));
    await storage.save(NAME, record("2"));
    await writeFile(await fileEnding(".json"), "torn");
    await storage.save(NAME, record("3"));
    await writeFile(await fileEnding(".json"), "torn again");
    expect(await loadedGenerations()).toEqual(["1"]);
  });
});

describe("decodeRecord", () => {
  it("refuses a text of which one byte was changed", () => {
    const text = encodeRecord({ name: NAME });
    expect(decodeRecord(text)).toEqual({ record: { name: NAME } });
    expect(decodeRecord(text.replace("svc", "svd"))).toBeUndefined();
    expect(decodeRecord("")).toBeUndefined();
  });
});
