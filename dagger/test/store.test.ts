import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { isSlipwayError } from "../../pipelines/errors/index.js";
import { layoutFor } from "../engine/layout.js";
import { finishPart, isFinished, partFolder, prepareStore, prune } from "../engine/store.js";
import { aPart } from "./a-part.js";
import { Child, script } from "./child.js";
import { temporaryFolder, temporaryLayout } from "./temporary.js";

const ERRAND = new URL("./errand.ts", import.meta.url);

const part = aPart("tool");
const READY = { willBuild: false };

const readyStore = async () => {
  const layout = temporaryLayout();
  await prepareStore(layout, READY);
  return layout;
};

describe("partFolder", () => {
  it("names a part by its id and key", () => {
    expect(partFolder(layoutFor({ XDG_CACHE_HOME: "/x" }), { id: "trivy", key: "abc" })).toBe(
      "/x/slipway/parts/trivy-abc",
    );
  });
});

describe("isFinished", () => {
  it("is so when the part's folder is there, for this key and no other", async () => {
    const layout = await readyStore();
    expect(await isFinished(layout, part)).toBe(false);
    mkdirSync(partFolder(layout, part));
    expect(await isFinished(layout, part)).toBe(true);
    expect(await isFinished(layout, aPart("tool", { key: "other" }))).toBe(false);
  });

  it.each([true, false])("asks a part that is kept elsewhere: %s", async (isThere) => {
    const layout = await readyStore();
    if (!isThere) mkdirSync(partFolder(layout, part));
    expect(await isFinished(layout, aPart("tool", { isThere: async () => isThere }))).toBe(isThere);
  });
});

describe("finishPart", () => {
  it("gives a part its final name when it is whole", async () => {
    const layout = await readyStore();
    await finishPart(layout, part, async ({ folder, scratch }) => {
      expect(readdirSync(folder)).toEqual([]);
      expect(readdirSync(scratch)).toEqual([]);
      expect(dirname(folder)).toBe(dirname(scratch));
      writeFileSync(join(folder, "program"), "all of it");
      writeFileSync(join(scratch, "download"), "on the way only");
      expect(await isFinished(layout, part)).toBe(false);
    });
    expect(readdirSync(layout.parts)).toEqual(["tool-0123456789abcdef"]);
    expect(readFileSync(join(partFolder(layout, part), "program"), "utf8")).toBe("all of it");
    expect(readdirSync(partFolder(layout, part))).toEqual(["program"]);
    expect(readdirSync(layout.scratch)).toEqual([]);
  });

  it("shows nobody half a part", async () => {
    const layout = await readyStore();
    const files = Array.from({ length: 100 }, (_, index) => `file-${index}`);
    let isBuilt = false;
    const build = finishPart(layout, part, async ({ folder }) => {
      for (const file of files) await writeFile(join(folder, file), "");
    }).finally(() => {
      isBuilt = true;
    });
    let looks = 0;
    while (!isBuilt) {
      if (existsSync(partFolder(layout, part))) expect(readdirSync(partFolder(layout, part))).toHaveLength(100);
      else looks += 1;
      await new Promise(setImmediate);
    }
    await build;
    expect(looks).toBeGreaterThan(10);
    expect(readdirSync(partFolder(layout, part))).toHaveLength(100);
  });

  it("leaves nothing of a build that fails, and passes on why", async () => {
    const layout = await readyStore();
    const reason = new Error("no such module");
    const build = finishPart(layout, part, async ({ folder, scratch }) => {
      writeFileSync(join(folder, "half"), "");
      writeFileSync(join(scratch, "download"), "");
      throw reason;
    });
    await expect(build).rejects.toBe(reason);
    expect(readdirSync(layout.parts)).toEqual([]);
    expect(readdirSync(layout.scratch)).toEqual([]);
  });

  it("can be tried again after that", async () => {
    const layout = await readyStore();
    await finishPart(layout, part, () => Promise.reject(new Error("once"))).catch(() => {});
    await finishPart(layout, part, async () => {});
    expect(await isFinished(layout, part)).toBe(true);
  });

  it("keeps no folder for a part that is kept elsewhere", async () => {
    const layout = await readyStore();
    await finishPart(layout, aPart("packages", { isThere: async () => true }), async () => {});
    expect(readdirSync(layout.parts)).toEqual([]);
    expect(readdirSync(layout.scratch)).toEqual([]);
  });
});

describe("prepareStore", () => {
  it("makes every folder, and takes what is there as it is", async () => {
    const layout = await readyStore();
    mkdirSync(partFolder(layout, part));
    await prepareStore(layout, READY);
    for (const folder of [layout.scratch, layout.state, layout.mirror, layout.logs])
      expect(existsSync(folder)).toBe(true);
    expect(await isFinished(layout, part)).toBe(true);
  });

  it("clears what a killed run left, none of which counted as finished", async () => {
    const folder = temporaryFolder();
    const layout = temporaryLayout(folder);
    await prepareStore(layout, READY);
    const builder = new Child(["env", `XDG_CACHE_HOME=${folder}`, ...script(ERRAND, "half-build")]);
    await builder.says(/half-built/);
    builder.process.kill("SIGKILL");
    await builder.ended;
    expect(readdirSync(layout.scratch)).toHaveLength(1);
    expect(await isFinished(layout, aPart("slow"))).toBe(false);
    await prepareStore(layout, READY);
    expect(readdirSync(layout.scratch)).toEqual([]);
  });

  it.each(["slipway", "slipway/parts", "slipway/logs"])("cannot use a cache folder with a file at %s", async (path) => {
    const folder = temporaryFolder();
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "");
    const layout = temporaryLayout(folder);
    const error = await prepareStore(layout, READY).catch((caught: unknown) => caught);
    expect(isSlipwayError(error) && error.code).toBe("CACHE_UNUSABLE");
    expect(String(error)).toContain(`The cache folder ${layout.cache} cannot be used.`);
    expect(String(error)).toContain("XDG_CACHE_HOME");
    expect((error as Error).cause).toBeInstanceOf(Error);
  });
});

/** Runs a shell script, with its arguments, that sees mounts of its own. */
const ALONE = ["unshare", "--mount", "--propagation", "private", "sh", "-ec"] as const;
const canMount = spawnSync(ALONE[0], [...ALONE.slice(1), "mount -t tmpfs tmpfs /mnt"]).status === 0;

describe.runIf(canMount)("prepareStore on another disk", () => {
  /** What a process says that uses the store on a disk with these options, which it alone sees. */
  const onDisk = async (options: string, task: string, first = "true") => {
    const disk = temporaryFolder();
    const mount = `cd "$0"; mount -t tmpfs -o size=4m tmpfs .; cd "$0"; ${first}; mount -o remount,${options} "$0"`;
    const inside = `here=$PWD; ${mount}; cd "$here"; XDG_CACHE_HOME=$0 exec "$@"`;
    const child = new Child([...ALONE, inside, disk, ...script(ERRAND, task)]);
    return child.says(/^(done|threw|[A-Z_]+ )/);
  };

  it("cannot use one that is read-only", async () => {
    expect(await onDisk("ro", "prepare")).toMatch(/^CACHE_UNUSABLE EROFS/);
  });

  it("cannot use one that is read-only by now", async () => {
    const folders = "mkdir -p slipway/parts slipway/scratch/x slipway/engine/v0.19.10 slipway/mirror slipway/logs";
    expect(await onDisk("ro", "prepare", folders)).toMatch(/^CACHE_UNUSABLE EROFS/);
  });

  it("cannot build on one with too little space, and says how much there is", async () => {
    expect(await onDisk("rw", "prepare-to-build")).toBe("CACHE_UNUSABLE 0.0 GiB free, 8 GiB needed for the set-up");
  });

  it("asks for no space where nothing is built", async () => {
    expect(await onDisk("rw", "prepare")).toBe("done");
  });
});

describe("prune", () => {
  it("removes what other keys and other versions left, and tells", async () => {
    const layout = await readyStore();
    const kept = aPart("dagger", { key: "new" });
    for (const name of ["dagger-new", "dagger-old", "gone-key"]) {
      mkdirSync(join(layout.parts, name));
      writeFileSync(join(layout.parts, name, "program"), "");
    }
    expect((await prune(layout, [kept, aPart("trivy")])).sort()).toEqual(["dagger-old", "gone-key"]);
    expect(readdirSync(layout.parts)).toEqual(["dagger-new"]);
    expect(await prune(layout, [kept])).toEqual([]);
  });

  it("finds nothing to remove where nothing was built yet", async () => {
    expect(await prune(temporaryLayout(), [part])).toEqual([]);
  });
});
