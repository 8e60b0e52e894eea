import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findRunning, type Running } from "../engine/daemon.js";
import { type ProcessRecord, recordOf } from "../engine/process.js";
import { Child } from "./child.js";
import { temporaryLayout } from "./temporary.js";

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
