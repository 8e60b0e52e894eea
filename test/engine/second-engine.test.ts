import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRunning } from "../../dagger/engine/daemon.js";
import { type Layout, layoutFor } from "../../dagger/engine/layout.js";
import { pathWithout, removeScratch } from "../machine/slipway-process.js";
import { ROOT, run } from "./dagger-cli.js";
import { signalGroup } from "./process-group.js";

const RESOLV = "/etc/resolv.conf";

const isEmbedded = process.env["SLIPWAY_TEST_ENGINE"] === "embedded";
if (!isEmbedded) console.warn("second-engine: these tests are about the embedded engine, and another one is used here");

// What the embedded engine does to a machine and what befalls it. A second one, with a cache folder of its own that shares
// the first one's finished parts, so that the first goes on undisturbed.
describe.runIf(isEmbedded)("the embedded engine", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-second-"));
  const { _EXPERIMENTAL_DAGGER_RUNNER_HOST: _host, ...inherited } = process.env;
  const env: NodeJS.ProcessEnv = { ...inherited, XDG_CACHE_HOME: folder, PATH: pathWithout(["dagger"]), CI: "true" };
  const layout: Layout = layoutFor(env);
  const engine = (...args: readonly string[]) => run(process.execPath, ["dagger/run.mjs", "engine", ...args], { env });
  const resolvBefore = readFileSync(RESOLV, "utf8");
  const mountsBefore = mounts();

  beforeAll(() => {
    const first = layoutFor(process.env);
    mkdirSync(layout.cache, { recursive: true });
    execFileSync("cp", ["--archive", "--link", first.parts, layout.parts]);
    // Not by links: the registry writes into its files, and the first engine's would change with them.
    execFileSync("cp", ["--archive", "--reflink=auto", first.mirror, layout.mirror]);
    forget("image-postgres-");
  });
  afterAll(async () => {
    await engine("clean");
    rmSync(folder, { recursive: true, force: true });
    removeScratch();
  });

  /** Makes a finished part one that is still to be built. */
  function forget(prefix: string): void {
    for (const name of readdirSync(layout.parts)) {
      if (name.startsWith(prefix)) rmSync(join(layout.parts, name), { recursive: true });
    }
  }

  function hasPart(prefix: string): boolean {
    return readdirSync(layout.parts).some((name) => name.startsWith(prefix));
  }

  function scratch(): string[] {
    return existsSync(layout.scratch) ? readdirSync(layout.scratch) : [];
  }

  /** Starts `engine up` as a terminal would, in a process group of its own, and waits for a line of it. */
  async function upUntil(line: string) {
    const child = execa(process.execPath, ["dagger/run.mjs", "engine", "up"], {
      cwd: ROOT,
      env,
      extendEnv: false,
      all: true,
      reject: false,
      stdin: "ignore",
      detached: true,
    });
    await new Promise<void>((resolve, reject) => {
      let said = "";
      child.all.on("data", (data) => {
        said += String(data);
        if (said.includes(line)) resolve();
      });
      child.all.on("end", () => reject(new Error(`ended before it said "${line}":\n${said}`)));
    });
    // Bare, the child would be awaited by whoever awaits this function.
    return { child };
  }

  it("leaves nothing running, mounted or half-made when its set-up is interrupted", async () => {
    const { child } = await upUntil("Image PostgreSQL 15 ...");
    signalGroup(child.pid, "SIGINT");
    const { exitCode, all } = await child;
    expect(all).toContain("interrupted: ending what was started");
    expect(exitCode).toBe(130);
    expect(findRunning(layout)).toBeUndefined();
    expect(processesWith(folder)).toEqual([]);
    expect(mounts()).toBe(mountsBefore);
    expect(readFileSync(RESOLV, "utf8")).toBe(resolvBefore);
    expect(hasPart("image-postgres-")).toBe(false);
    expect(scratch()).toEqual([]);
  });

  it("does not take what a killed set-up left for finished, and goes on from what is", async () => {
    const { child } = await upUntil("Image PostgreSQL 15 ...");
    // The line is said before the part's folder is made: kill it once there is something to leave.
    await expect.poll(scratch, { timeout: 60_000, interval: 20 }).not.toEqual([]);
    signalGroup(child.pid, "SIGKILL");
    await child;
    expect(hasPart("image-postgres-")).toBe(false);
    expect(scratch()).not.toEqual([]);

    // Two at once: one builds, the other says that it waits, and both end well.
    const [one, other] = await Promise.all([engine("up"), engine("up")]);
    const said = [one.stderr, other.stderr];
    expect([one.code, other.code]).toEqual([0, 0]);
    expect(said.filter((text) => text.includes("Image PostgreSQL 15 ..."))).toHaveLength(1);
    expect(
      said.filter((text) => /waiting for another set-up to finish \(set-up of the engine, process \d+/.test(text)),
    ).toHaveLength(1);
    expect(said.join("")).not.toContain("from source");
    expect(hasPart("image-postgres-")).toBe(true);
    expect(scratch()).toEqual([]);
  });

  it("takes another port for its mirror when a program has the usual one, and says so", () => {
    // The first engine's mirror is such a program.
    const taken = findRunning(layoutFor(process.env))?.mirrorPort;
    expect(taken).toBeGreaterThan(0);
    expect(findRunning(layout)?.mirrorPort).not.toBe(taken);
  });

  it("runs beside another engine", async () => {
    const { code, stdout } = await run(process.execPath, ["dagger/run.mjs", "dagger", "core", "version"], { env });
    expect(stdout).toBe("v0.19.10");
    expect(code).toBe(0);
    expect((await engine("status")).stdout).toContain(`unix://${layout.socket}`);
  });

  it("builds an image again that its mirror has lost", async () => {
    const tag = join(layout.mirror, "docker/registry/v2/repositories/library/postgres/_manifests/tags/15/current/link");
    rmSync(tag);
    expect((await engine("status")).stdout).toMatch(/to be built +image-postgres /);
    const { code, stderr } = await engine("up");
    expect(stderr).toContain("Image PostgreSQL 15: done");
    expect(existsSync(tag)).toBe(true);
    expect(code).toBe(0);
  });

  it("is found dead after a kill, and replaced", async () => {
    const before = findRunning(layout);
    expect(before).toBeDefined();
    if (before !== undefined) process.kill(before.engine.pid, "SIGKILL");
    await sleep(200);
    const { code, stdout } = await engine("status");
    expect(stdout).toMatch(/^not running/);
    expect(code).toBe(1);
    expect(existsSync(layout.socket)).toBe(true);

    expect((await engine("up")).code).toBe(0);
    expect(findRunning(layout)?.engine.pid).not.toBe(before?.engine.pid);
    expect((await run(process.execPath, ["dagger/run.mjs", "dagger", "core", "version"], { env })).stdout).toBe(
      "v0.19.10",
    );
  });

  it("is stopped by `down`, which leaves the machine as it was", async () => {
    expect((await engine("down")).code).toBe(0);
    expect(processesWith(folder)).toEqual([]);
    expect(mounts()).toBe(mountsBefore);
    expect(readFileSync(RESOLV, "utf8")).toBe(resolvBefore);
    expect(readFileSync("/proc/net/dev", "utf8")).not.toContain(`${layout.id}0`);
    expect(existsSync(layout.run)).toBe(false);
    expect((await engine("down")).stderr).toContain("was not running");
  });
});

function mounts(): string {
  // Loop devices and the like come and go with other programs; the folders matter.
  const text = readFileSync("/proc/self/mountinfo", "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(" ")[4])
    .sort()
    .join("\n");
}

/** Processes whose command line names a folder. */
function processesWith(text: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return command.includes(text) ? [command] : [];
      } catch {
        return [];
      }
    });
}
