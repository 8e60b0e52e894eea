import { describe, expect, it } from "vitest";
import { affectedServices, affectedText, type LocatedService, parseChanges } from "../../affected/index.js";

const SERVICES = 1_000;
const FILES = 100_000;

/** Every tenth service is built from the whole repository, every tenth from its team's folder; each needs one far before it. */
const services = Array.from({ length: SERVICES }, (_, index): LocatedService => {
  const team = `teams/t${index % 40}`;
  const path = `${team}/services/s${index}`;
  const context = index % 10 === 0 ? "." : index % 10 === 1 ? team : path;
  return { name: `s${index}`, path, image: { context }, needs: index < 500 ? [] : [`s${index - 500}`] };
});

/** Files of every fourth service among the first half, in turn. */
const changedFiles = Array.from({ length: FILES }, (_, index) => {
  const owner = services[(index * 4) % 500];
  return `M\0${owner?.path}/src/part${index % 97}/module${index % 13}/file${index}.ts\0`;
});

describe("affectedServices on 1,000 services and 100,000 changed files", () => {
  it("takes those of the files and those that need them, and counts every file", { timeout: 60_000 }, () => {
    const read = parseChanges(changedFiles.join(""));
    const result = affectedServices({ services, changes: read.ok ? read.changes : [] });
    const taken = result.services.flatMap((one) => (one.taken ? [one] : []));
    const own = taken.filter(({ why }) => why.rule === "own-files");
    expect(own.map(({ service }) => service)).toEqual(Array.from({ length: 125 }, (_, index) => `s${index * 4}`));
    expect(own.reduce((sum, { why }) => sum + why.paths, 0)).toBe(FILES);
    const needing = taken.filter(({ why }) => why.rule === "needs").map(({ service }) => service);
    expect(needing).toEqual(Array.from({ length: 125 }, (_, index) => `s${500 + index * 4}`));
    expect(taken).toHaveLength(250);
    expect(affectedText(result, "main").split("\n")).toHaveLength(250 + 3);
  });

  it("takes all by one shared file among them", { timeout: 60_000 }, () => {
    const read = parseChanges([...changedFiles.slice(1), "D\0go.sum\0"].join(""));
    const result = affectedServices({ services, changes: read.ok ? read.changes : [] });
    expect(result.services.every(({ taken }) => taken)).toBe(true);
  });
});
