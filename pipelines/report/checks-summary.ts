import type { CheckResult, CheckRun } from "../check/index.js";
import { failureLines, listed, nameOf, time } from "./checks-text.js";

/** Checks as Markdown, for GitHub's step summary: the same content as the text. */
export function checksSummary(run: CheckRun): string {
  const failed = run.results.filter(({ outcome }) => outcome === "failed");
  const outcome = failed.length === 0 ? `✅ ${listed(run.stages)} passed` : `❌ ${listed(failed.map(nameOf))} failed`;
  const lines = [`## ${escaped(outcome)} in ${time(run.seconds)}`];
  for (const result of failed) lines.push("", `### ${escaped(nameOf(result))}`, "", ...fenced(failureLines(result)));
  if (run.results.length === 0) lines.push("", "No service is taken.");
  else
    lines.push(
      "",
      "| service | check | outcome | time | |",
      "| --- | --- | --- | ---: | --- |",
      ...run.results.map(row),
    );
  for (const note of run.notes) lines.push("", escaped(note.trimEnd()).replaceAll("\n", "  \n"));
  return `${lines.join("\n")}\n`;
}

/** Checks for programs: everything that is known of a run. */
export function checksJson(run: CheckRun): string {
  return `${JSON.stringify(run, undefined, 2)}\n`;
}

function row({ service, stage, outcome, seconds, summary }: CheckResult): string {
  const mark = { passed: "✅ passed", failed: "❌ failed", none: "– none" }[outcome];
  return `| ${escaped(service ?? "all")} | ${stage} | ${mark} | ${time(seconds)} | ${escaped(summary)} |`;
}

/** A block that its content cannot end: its fence is longer than any in it. */
function fenced(lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...lines, fence];
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|#]/g, "\\$&");
}
