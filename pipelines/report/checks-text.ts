import type { CheckResult, CheckRun } from "../check/index.js";
import { scanText } from "../scan/index.js";

/** Checks as people read them: the outcome, then what failed and how to see it again, then every check with its time. */
export function checksText(run: CheckRun): string {
  const failed = run.results.filter(({ outcome }) => outcome === "failed");
  const lines = [headline(run, failed)];
  for (const result of failed) lines.push("", ...failureLines(result));
  if (run.results.length > 0) lines.push("", ...resultLines(run.results));
  if (run.notes.length > 0) lines.push("", ...run.notes);
  for (const { scan } of run.results) if (scan !== undefined) lines.push("", ...tables(scanText(scan)));
  return `${lines.join("\n")}\n`;
}

function headline({ results, services, seconds, stages }: CheckRun, failed: readonly CheckResult[]): string {
  const checks = listed(stages);
  if (services.length === 0) return `Nothing to check: no service is taken. (${checks})`;
  if (failed.length === 0) return `Passed: ${checks} of ${listed(services)} in ${time(seconds)}.`;
  const names = failed.map(nameOf);
  return `Failed: ${listed(names)}. ${results.length - failed.length} of ${results.length} checks passed, in ${time(seconds)}.`;
}

export function failureLines(result: CheckResult): string[] {
  return [
    `${nameOf(result)} failed: ${result.summary}`,
    ...result.findings.map((line) => `  ${line}`),
    ...result.output.map((line) => `  | ${line}`),
    `  to repeat: ${result.repeat.join(" ")}`,
  ];
}

function resultLines(results: readonly CheckResult[]): string[] {
  const ordered = [...results].sort((one, other) => order(one) - order(other));
  const width = Math.max(...ordered.map((result) => (result.service ?? "all").length));
  return ordered.map((result) => {
    const said = result.outcome === "failed" ? "FAILED" : result.summary;
    return `${(result.service ?? "all").padEnd(width)}  ${result.stage.padEnd(5)} ${time(result.seconds).padStart(8)}  ${said}`;
  });

  /** By service in the order given, what concerns all of them last. */
  function order({ service }: CheckResult): number {
    const at = results.findIndex((one) => one.service === service);
    return service === undefined ? results.length : at;
  }
}

/** What a scan found, without its verdict, which has been told. */
function tables(text: string): string[] {
  const lines = text.trimEnd().split("\n");
  return lines.slice(lines.indexOf("") + 1);
}

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
