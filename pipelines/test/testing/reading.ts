import { readFileSync } from "node:fs";
import { type Coverage, type JunitReport, readCoverage, readJunit } from "../../testing/index.js";

/** What a tool wrote, without the paths of the machine that it ran on. */
export function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
}

export function reportIn(xml: string): JunitReport {
  const read = readJunit(xml);
  if (!read.ok) throw new Error(`${read.problem.what} ${read.problem.saw}`);
  return read.report;
}

export function coverageIn(text: string): Coverage {
  const read = readCoverage(text);
  if (!read.ok) throw new Error(`${read.problem.what} ${read.problem.saw}`);
  return read.coverage;
}

/** What is wrong with a file, or `read`. */
export function junitReason(xml: string): string {
  const read = readJunit(xml);
  return read.ok ? "read" : read.problem.reason;
}

export function coverageReason(text: string): string {
  const read = readCoverage(text);
  return read.ok ? "read" : read.problem.reason;
}

/** Every beginning of a text that lacks more than white space, byte by byte. */
export function* beginningsOf(text: string): Generator<string> {
  const bytes = Buffer.from(text.trimEnd());
  for (let end = 0; end < bytes.length; end++) yield bytes.subarray(0, end).toString("utf8");
}
