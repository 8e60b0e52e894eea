import fc from "fast-check";
import type { CheckResult, CheckRun, Stage } from "../../check/index.js";
import { judgeScan, type ScanResult } from "../../scan/index.js";
import { findingsIn, made, report, rulesOf } from "../scan/scanning.js";

/** A check that passed, but for what is said otherwise. */
export function checkOf(stage: Stage, service: string | undefined, fields: Partial<CheckResult> = {}): CheckResult {
  const repeat = ["dagger", "call", stage, "--services", service ?? "api,web"];
  const passed = { outcome: "passed", seconds: 1, summary: `npm run ${stage}`, findings: [], output: [] } as const;
  return { stage, service, ...passed, repeat, ...fields };
}

export function runOf(results: readonly CheckResult[], fields: Partial<CheckRun> = {}): CheckRun {
  const services = new Set(results.flatMap(({ service }) => (service === undefined ? [] : [service])));
  return {
    outcome: results.some(({ outcome }) => outcome === "failed") ? "failed" : "passed",
    seconds: 61.26,
    stages: [...new Set(results.map(({ stage }) => stage))],
    services: [...services],
    results,
    notes: [],
    ...fields,
  };
}

/** A scan with one critical vulnerability and an ignore for a secret. */
export function scan(because = "a test's key"): ScanResult {
  const ignore = [{ id: "aws-access-key-id", until: "2026-09-01", because, paths: undefined }];
  const findings = findingsIn(report(made.vulnerability(), made.secret()), "image api");
  return judgeScan({ findings, rules: { ...rulesOf(), ignore }, today: "2026-08-03" });
}

const PIECES = [
  "`",
  "```",
  "|",
  "\\",
  "\n",
  "\n\n",
  "\r",
  "\r\n",
  "<b>",
  "</details>",
  "<!--",
  "&lt;",
  "#",
  "- ",
  "1. ",
];
const MORE = [
  "*",
  "_",
  "[x](y)",
  "![",
  "~~~",
  "$",
  "$$",
  "===",
  "---",
  "| --- |",
  "    ",
  " ",
  "a",
  "é",
  "🙂",
  "\u0000",
];

/** Text that would mean something in Markdown. */
export const wild = fc.string({ unit: fc.constantFrom(...PIECES, ...MORE), maxLength: 12 });

const result = fc
  .record({
    stage: fc.constantFrom<Stage>("lint", "test", "build"),
    outcome: fc.constantFrom("passed", "failed", "none"),
    seconds: fc.nat(100_000).map((millis) => millis / 1000),
    summary: wild,
    findings: fc.array(wild, { maxLength: 3 }),
    output: fc.array(wild, { maxLength: 3 }),
  })
  .map(({ stage, ...fields }) => checkOf(stage, "api", fields));

/** Runs of a few checks, or of many that repeat a few, each of a service of its own, some with a scan. */
export const wildRun: fc.Arbitrary<CheckRun> = fc
  .record({
    few: fc.array(result, { minLength: 1, maxLength: 6 }),
    times: fc.constantFrom(1, 1, 1, 20),
    notes: fc.array(wild, { maxLength: 3 }),
    because: fc.option(wild, { nil: undefined }),
  })
  .map(({ few, times, notes, because }) => {
    const results = Array.from({ length: times }, () => few).flat();
    const named = results.map((one, index) => ({ ...one, service: `s${index}` }));
    const scanned = checkOf("scan", undefined, { outcome: "failed", ...(because && { scan: scan(because) }) });
    return runOf(because === undefined ? named : [...named, scanned], { notes });
  });
