import type { CheckResult, CheckRun } from "../check/index.js";
import { escaped, fenced } from "../markdown/index.js";
import { scanTables } from "../scan/index.js";
import { type CheckRow, checkRows } from "./check-rows.js";
import { COUNTED, countText, failureLines, listed, nameOf, notesOf, time } from "./checks-text.js";

/** Characters of failures that are shown: GitHub drops a step's whole summary where it is over 1 MiB. */
const MOST_CHARACTERS = 300_000;

/** Checks as Markdown, for GitHub's step summary: the same content as the text. */
export function checksSummary(run: CheckRun): string {
  const failed = run.results.filter(({ outcome }) => outcome === "failed");
  const lines = [`## ${headline(run, failed)}`];
  if (run.results.some(({ outcome }) => outcome !== "passed")) lines.push("", `${countText(run.results)}.`);
  lines.push(...failureBlocks(failed));
  if (run.results.length > 0) lines.push("", ...table(run.results));
  for (const note of notesOf(run)) lines.push("", ...noteBlock(note));
  for (const { scan } of run.results) {
    if (scan !== undefined) lines.push("", "### What the scan found", "", ...fenced(scanTables(scan)));
  }
  return `${lines.join("\n")}\n`;
}

/** Checks for programs: everything that is known of a run, without the fingerprints by which findings are compared. */
export function checksJson(run: CheckRun): string {
  const results = run.results.map(({ scan, ...result }) =>
    scan === undefined ? result : { ...result, scan: { ...scan, judged: scan.judged.map(withoutIdentity) } },
  );
  return `${JSON.stringify({ ...run, results }, undefined, 2)}\n`;
}

function withoutIdentity({ finding: { identity: _, ...finding }, standing }: Judged) {
  return { finding, standing };
}

type Judged = NonNullable<CheckResult["scan"]>["judged"][number];

function headline({ results, services, stages, seconds }: CheckRun, failed: readonly CheckResult[]): string {
  const checks = listed(stages);
  if (services.length === 0) return `➖ Nothing to check: no service is taken (${checks})`;
  if (failed.length > 0) return `❌ ${escaped(listed(failed.map(nameOf)))} failed in ${time(seconds)}`;
  if (results.every(({ outcome }) => outcome === "none")) return "➖ Nothing was run";
  return `✅ ${checks} passed in ${time(seconds)}`;
}

function failureBlocks(failed: readonly CheckResult[]): string[] {
  const lines: string[] = [];
  let left = MOST_CHARACTERS;
  for (const [index, result] of failed.entries()) {
    const block = failureLines(result);
    left -= block.join("\n").length;
    if (left < 0) {
      const rest = failed.length - index;
      return [...lines, "", `What the other ${rest} found is left out, for it is too much: the text has it.`];
    }
    lines.push("", `### ${escaped(nameOf(result))}`, "", ...fenced(block));
  }
  return lines;
}

function table(results: readonly CheckResult[]): string[] {
  const { rows, isCounted } = checkRows(results);
  const head = ["| service | check | outcome | time | |", "| --- | --- | --- | ---: | --- |"];
  return [...head, ...rows.map(row), ...(isCounted ? ["", COUNTED] : [])];
}

function row({ who, stage, outcome, seconds, summary }: CheckRow): string {
  const mark = { passed: "✅ passed", failed: "❌ failed", none: "➖ none" }[outcome];
  return `| ${escaped(who)} | ${stage} | ${mark} | ${time(seconds)} | ${escaped(summary)} |`;
}

/** A paragraph; what has several lines keeps them. */
function noteBlock(note: string): string[] {
  if (/[\r\n]/.test(note)) return fenced([note]);
  // It may begin like an item of a list, or like the line below a heading.
  return [
    escaped(note.trim())
      .replace(/^[-+=]/, "\\$&")
      .replace(/^\d+(?=[.)])/, "$&\\"),
  ];
}
