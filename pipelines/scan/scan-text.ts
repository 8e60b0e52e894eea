import type { DatabaseVerdict } from "./database.js";
import { commandText, durationText, oneLine, whatOf, whereOf } from "./describe.js";
import { type Finding, KINDS } from "./finding.js";
import type { IgnoreUse, ScanResult, Tally } from "./judge.js";
import { findingTable, tallyTable } from "./scan-table.js";

const MOST_LISTED = 20;

/** A scan as people read it: the outcome, what failed and how to see it again, what was left out, then the tables. */
export function scanText(result: ScanResult, repeat: readonly string[] = ["dagger", "call", "scan"]): string {
  const reasons = scanReasons(result);
  const isPassed = result.verdict === "passed";
  const headline = isPassed
    ? `Scan passed: ${countText(result)}, all within the limits.`
    : `Scan failed for ${counted(reasons.length, "reason")}:`;
  const lines = [headline];
  for (const { summary, details } of reasons) lines.push(`  ${summary}`, ...details.map((line) => `    ${line}`));
  if (!isPassed) lines.push(`  to repeat: ${commandText(repeat)}`);
  lines.push(...scanNotes(result), "", ...scanTables(result));
  return `${lines.join("\n")}\n`;
}

/** One thing that fails a scan; every text is one line. */
interface Reason {
  readonly summary: string;
  readonly details: readonly string[];
}

/** Why a scan failed: every limit that is exceeded, every ignore that has ended, and a database that is not fresh. */
export function scanReasons({ tallies, judged, ignores, database }: ScanResult): Reason[] {
  const counting = judged.flatMap(({ finding, standing }) => (standing.name === "counts" ? [finding] : []));
  return [
    ...tallies.filter(({ isMet }) => !isMet).map((tally) => tallyFailure(tally, counting)),
    ...ignores.filter(({ state }) => state === "expired").map(ignoreFailure),
    ...(database === undefined || database.state === "fresh" ? [] : [databaseFailure(database)]),
  ];
}

function tallyFailure({ kind, severity, count, limit }: Tally, counting: readonly Finding[]): Reason {
  const own = counting.filter((finding) => finding.kind === kind && finding.severity === severity);
  const details = own.slice(0, MOST_LISTED).flatMap((finding) => {
    const advice = [adviceOf(finding), finding.link].filter((part) => part !== undefined).join(" ");
    const line = `${finding.id} ${whatOf(finding)} (${whereOf(finding)})`;
    return advice === "" ? [line] : [line, `  ${advice}`];
  });
  if (own.length > MOST_LISTED) details.push(`and ${own.length - MOST_LISTED} more`);
  return { summary: `${count} ${severity} ${count === 1 ? kind : KINDS[kind]}, ${limit} allowed`, details };
}

function ignoreFailure({ rule, matched }: IgnoreUse): Reason {
  const next = matched === 0 ? "nothing has it any more: take the ignore out" : "fix it, or say why and until when";
  const summary = `the ignore of ${rule.id} has ended: its last day was ${rule.until}`;
  return { summary, details: [`reason given: ${oneLine(rule.because)}`, `next: ${next}`] };
}

function databaseFailure(database: DatabaseVerdict): Reason {
  if ("problem" in database) {
    const { what, saw, next } = database.problem;
    return { summary: what.replace(/\.$/, ""), details: [`seen: ${saw}`, `next: ${next}`] };
  }
  const { ageSeconds, maxAgeSeconds, updatedAt } = database;
  const summary = `the vulnerability database is ${durationText(ageSeconds)} old, ${durationText(maxAgeSeconds)} allowed`;
  return { summary, details: [`seen: updated ${updatedAt}`, "next: let Trivy download it again"] };
}

/** How many findings count, of how many. */
export function countText({ judged }: ScanResult): string {
  const counting = judged.filter(({ standing }) => standing.name === "counts").length;
  return `${counting} of ${counted(judged.length, "finding")} count`;
}

/** How many findings there are against each limit, then the findings. */
export function scanTables(result: ScanResult): string[] {
  return [...tallyTable(result.tallies), ...findingTable(result)];
}

/** What is good to know of a scan and fails nothing. */
export function scanNotes({ comparison, ignores, database }: ScanResult): string[] {
  const notes = ignores
    .filter(({ state }) => state === "unused")
    .map(({ rule }) => `Unused ignore: ${rule.id} (until ${rule.until}): nothing has it; take it out.`);
  if (comparison === "no-baseline") notes.push("There is no scan to compare with: every finding counts as new.");
  if (database?.state === "fresh") {
    const { ageSeconds, maxAgeSeconds } = database;
    notes.push(
      `The vulnerability database is ${durationText(ageSeconds)} old, ${durationText(maxAgeSeconds)} allowed.`,
    );
  }
  return notes;
}

function adviceOf(finding: Finding): string | undefined {
  return finding.kind === "misconfiguration" && finding.advice ? `${finding.advice.replace(/\.$/, "")}:` : undefined;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
