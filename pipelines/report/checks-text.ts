import type { CheckResult, CheckRun } from "../check/index.js";
import { scanNotes, scanTables } from "../scan/index.js";
import { checkRows } from "./check-rows.js";

/** Checks as people read them: the outcome, then what failed and how to see it again, then every check with its time. */
export function checksText(run: CheckRun): string {
  const failed = run.results.filter(({ outcome }) => outcome === "failed");
  const lines = [headline(run, failed)];
  for (const result of failed) lines.push("", ...failureLines(result));
  if (run.results.length > 0) lines.push("", ...resultLines(run.results));
  const notes = notesOf(run);
  if (notes.length > 0) lines.push("", ...notes);
  for (const { scan } of run.results) if (scan !== undefined) lines.push("", ...scanTables(scan));
  return `${lines.join("\n")}\n`;
}

function headline(run: CheckRun, failed: readonly CheckResult[]): string {
  const checks = listed(run.stages);
  if (run.services.length === 0) return `Nothing to check: no service is taken. (${checks})`;
  const took = time(run.seconds);
  if (failed.length > 0) return `Failed: ${listed(failed.map(nameOf))}. ${countText(run.results)}, in ${took}.`;
  const none = run.results.filter(({ outcome }) => outcome === "none").length;
  if (none === run.results.length) return `Nothing was run: ${checks} of ${listed(run.services)} has no command.`;
  const passed = `Passed: ${checks} of ${listed(run.services)} in ${took}.`;
  return none === 0 ? passed : `${passed} ${countText(run.results)}.`;
}

/** Such as `3 of 5 checks passed, 1 has no command`. */
export function countText(results: readonly CheckResult[]): string {
  const count = (wanted: CheckResult["outcome"]) => results.filter(({ outcome }) => outcome === wanted).length;
  const none = count("none");
  const without = none === 0 ? "" : `, ${none} ${none === 1 ? "has" : "have"} no command`;
  return `${count("passed")} of ${results.length} ${results.length === 1 ? "check" : "checks"} passed${without}`;
}

/** What is wrong with one check, and the command that does it again. */
export function failureLines(result: CheckResult): string[] {
  return [
    ...indented("", `${nameOf(result)} failed: ${result.summary}`),
    ...result.findings.flatMap((finding) => indented("  ", finding)),
    ...result.output.flatMap(linesOf).map((line) => `  | ${line}`.trimEnd()),
    `  to repeat: ${result.repeat.join(" ")}`,
  ];
}

/** What is no failure and good to know, each on as many lines as it has. */
export function notesOf({ notes, results }: CheckRun): string[] {
  return [
    ...notes.map((note) => note.trimEnd()),
    ...results.flatMap(({ scan }) => (scan === undefined ? [] : scanNotes(scan))),
  ];
}

function resultLines(results: readonly CheckResult[]): string[] {
  const { rows, isCounted } = checkRows(results);
  const width = Math.max(...rows.map(({ who }) => who.length));
  const lines = rows.map(({ who, stage, outcome, seconds, summary }) => {
    const said = outcome === "failed" ? "FAILED" : summary;
    return `${who.padEnd(width)}  ${stage.padEnd(5)} ${time(seconds).padStart(8)}  ${said}`;
  });
  return isCounted ? [...lines, COUNTED] : lines;
}

/** Said where not every check has a line. */
export const COUNTED = "Checks that did not fail are counted here; the JSON has each of them.";

export function nameOf({ service, stage }: Pick<CheckResult, "service" | "stage">): string {
  return service === undefined ? stage : `${stage} of ${service}`;
}

export function listed(words: readonly string[]): string {
  if (words.length > 8) return `${words.slice(0, 7).join(", ")} and ${words.length - 7} more`;
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export function time(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

/** Lines that belong to the first of them stand further in than it. */
function indented(by: string, text: string): string[] {
  return linesOf(text.trimEnd()).map((line, index) => `${by}${index === 0 ? "" : "  "}${line}`.trimEnd());
}

function linesOf(text: string): string[] {
  return text.split(/\r\n?|\n/);
}
