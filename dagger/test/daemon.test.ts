import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { answers, findRunning, type Running } from "../engine/daemon.js";
import { type ProcessRecord, recordOf } from "../engine/process.js";
import { Child } from "./child.js";
import { temporaryFolder, temporaryLayout } from "./temporary.js";

const SELF = recordOf(process.pid) as ProcessRecord;
/** A process with the number of one that runs, but an earlier one. */
const DEAD: ProcessRecord = { pid: process.pid, startTicks: "1" };

const record = (parts: Partial<Running> = {}): Running => ({
  engine: SELF,
  mirror: SELF,
  mirrorPort: 5000,
  content: "",
  since: "2026-01-01T00:00:00.000Z",
  ...parts,
});

const layoutWith = (text: string) => {
  const layout = temporaryLayout();
  mkdirSync(layout.run, { recursive: true });
  writeFileSync(join(layout.run, "running.json"), text);
  return layout;
};

describe("findRunning", () => {
  it("gives what was written down, while both processes run", () => {
    expect(findRunning(layoutWith(JSON.stringify(record())))).toEqual(record());
  });

  it.each([
    ["no engine", record({ engine: DEAD })],
    ["no mirror", record({ mirror: DEAD })],
    ["neither", record({ engine: DEAD, mirror: DEAD })],
  ])("finds none where %s runs any more", (_, written) => {
    expect(findRunning(layoutWith(JSON.stringify(written)))).toBeUndefined();
  });

  it("finds none once the process has ended", async () => {
    const child = new Child(["sleep", "60"]);
    const layout = layoutWith(JSON.stringify(record({ engine: recordOf(child.pid) as ProcessRecord })));
    expect(findRunning(layout)).toBeDefined();
    child.process.kill("SIGKILL");
    await child.ended;
    expect(findRunning(layout)).toBeUndefined();
  });

  it.each([
    ["is empty", ""],
    ["is torn", JSON.stringify(record()).slice(0, 40)],
    ["holds no record", "{}"],
    ["holds nothing", "null"],
  ])("finds none where the record %s", (_, text) => {
    expect(findRunning(layoutWith(text))).toBeUndefined();
  });

  it("finds none where there is no record, or no folder for it", () => {
    const layout = temporaryLayout();
    expect(findRunning(layout)).toBeUndefined();
    mkdirSync(layout.run, { recursive: true });
    expect(findRunning(layout)).toBeUndefined();
  });
});

describe("answers", () => {
  const socketPath = () => join(temporaryFolder(), "x.sock");

  it("is so while somebody listens", async () => {
    const path = socketPath();
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(await answers(path)).toBe(true);
    await new Promise((resolve) => server.close(resolve));
    expect(await answers(path)).toBe(false);
  });

  it("is not so for a socket whose owner was killed", async () => {
    const path = socketPath();
    const listen = `require("node:net").createServer().listen(${JSON.stringify(path)}, () => console.log("up"))`;
    const owner = new Child([process.execPath, "-e", listen]);
    await owner.says(/up/);
    expect(await answers(path)).toBe(true);
    owner.process.kill("SIGKILL");
    await owner.ended;
    expect(await answers(path)).toBe(false);
  });

  it("is not so for a plain file, or for nothing", async () => {
    const path = socketPath();
    expect(await answers(path)).toBe(false);
    writeFileSync(path, "");
    expect(await answers(path)).toBe(false);
  });
});
