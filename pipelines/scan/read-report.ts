import { readJson } from "../json/index.js";
import type { Finding, Problem } from "./finding.js";
import { findingsOf } from "./report-findings.js";
import { Report } from "./report-schema.js";

export type ReportProblem = Problem<"cut-off" | "not-json" | "not-trivy" | "other-version">;

/** A report's findings, or why it cannot be trusted to hold any. */
export type ReadReport =
  | { readonly ok: true; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly problem: ReportProblem };

const SCHEMA_VERSION = 2;

/** Reads the output of `trivy --format json` about a target, which is the caller's name for what was scanned. Never throws. */
export function readReport(text: string, target: string): ReadReport {
  const json = readJson(text);
  switch (json.outcome) {
    case "cut-off":
      return refused(
        "cut-off",
        target,
        "ends in the middle",
        json.saw,
        "run the scan again, with space left on the disk",
      );
    case "not-json":
      return refused("not-json", target, "is not JSON", json.saw, "run the scan again with --format json");
    case "read":
      return fromJson(json.value, target);
    default:
      return json satisfies never;
  }
}

function fromJson(value: unknown, target: string): ReadReport {
  const version = typeof value === "object" && value !== null && "SchemaVersion" in value ? value.SchemaVersion : null;
  const next = "give the output of trivy --format json";
  if (typeof version !== "number") return refused("not-trivy", target, "is not Trivy's", "no SchemaVersion", next);
  if (version !== SCHEMA_VERSION) {
    const other = `use a Trivy whose reports have schema version ${SCHEMA_VERSION}, such as 0.72`;
    return refused("other-version", target, "has a schema that Slipway does not know", `version ${version}`, other);
  }
  const report = Report.safeParse(value);
  if (report.success) {
    const { ArtifactName, Results } = report.data;
    return { ok: true, findings: (Results ?? []).flatMap((result) => findingsOf(result, ArtifactName, target)) };
  }
  const [issue] = report.error.issues;
  return refused("not-trivy", target, "is not Trivy's", `${issue?.path.join(".")}: ${issue?.message}`, next);
}

function refused(reason: ReportProblem["reason"], target: string, how: string, saw: string, next: string): ReadReport {
  return { ok: false, problem: { reason, what: `The scanner's report of ${target} ${how}.`, saw, next } };
}
