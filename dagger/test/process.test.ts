import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { isRunning, recordOf, stopProcess } from "../engine/process.js";
import { Child } from "./child.js";

const node = (code: string) => new Child([process.execPath, "-e", code]);

/** A process that says `up` and runs on; `deaf` ones do not hear SIGTERM. */
const running = async (kind: "polite" | "deaf") => {
  const child = node(
    `${kind === "deaf" ? "process.on('SIGTERM', () => {});" : ""} setInterval(() => {}, 1e6); console.log("up")`,
  );
  await child.says(/up/);
  return child;
};

const recorded = (pid: number) => {
  const record = recordOf(pid);
  if (record === undefined) throw new Error(`no process ${pid}`);
  return record;
};

describe("recordOf", () => {
  it("tells a process by number and start, the same each time", async () => {
    const { pid } = await running("polite");
    const record = recorded(pid);
    expect(record).toEqual({ pid, startTicks: expect.stringMatching(/^[1-9]\d*$/) });
    expect(recordOf(pid)).toEqual(record);
  });

  it("reads field 22 of /proc/PID/stat, when it started", async () => {
    const child = new Child(["sh", "-c", "echo up; exec sleep 60"]);
    await child.says(/up/);
    const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(" ");
    expect(recorded(child.pid).startTicks).toBe(fields[21]);
  });

  it("reads past a name with blanks and brackets", async () => {
    const child = node("process.title = 'a) S 1 (b'; setInterval(() => {}, 1e6); console.log('up')");
    await child.says(/up/);
    const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(" ");
    expect(recorded(child.pid).startTicks).toBe(fields[21 + 3]);
  });

  it("knows nothing of a process that ended", async () => {
    const child = node("");
    await child.ended;
    expect(recordOf(child.pid)).toBeUndefined();
  });

  it("counts a zombie as none", async () => {
    // The parent turns into a program that never asks how its child ended, and the child waits until it has.
    const untilThen = "sh -c 'until grep -q sleep /proc/$PPID/comm; do :; done' &";
    const parent = new Child(["sh", "-c", `${untilThen} echo $!; exec sleep 60`]);
    const zombie = Number(await parent.says(/^\d+$/));
    await vi.waitFor(() => expect(recordOf(zombie)).toBeUndefined());
    expect(readFileSync(`/proc/${zombie}/stat`, "utf8")).toContain(") Z ");
  });
});

describe("isRunning", () => {
  it("is so for a process until it ends", async () => {
    const child = await running("polite");
    const record = recorded(child.pid);
    expect(isRunning(record)).toBe(true);
    child.process.kill("SIGKILL");
    await child.ended;
    expect(isRunning(record)).toBe(false);
  });

  it("is not so for a later process with the same number", async () => {
    const { pid } = await running("polite");
    const { startTicks } = recorded(pid);
    expect(isRunning({ pid, startTicks: String(Number(startTicks) - 1) })).toBe(false);
  });
});

describe("stopProcess", () => {
  it("asks first", async () => {
    const child = await running("polite");
    await stopProcess(recorded(child.pid), 10);
    expect(await child.ended).toBe("SIGTERM");
  });

  it("kills a process that does not listen, when its grace is over", async () => {
    const child = await running("deaf");
    const record = recorded(child.pid);
    const began = performance.now();
    await stopProcess(record, 0.3);
    expect(performance.now() - began).toBeGreaterThan(250);
    expect(performance.now() - began).toBeLessThan(3000);
    expect(isRunning(record)).toBe(false);
    expect(await child.ended).toBe("SIGKILL");
  });

  it("leaves a later process with the same number alone", async () => {
    const child = await running("polite");
    const record = recorded(child.pid);
    await stopProcess({ ...record, startTicks: "1" }, 0.3);
    expect(isRunning(record)).toBe(true);
  });
});
