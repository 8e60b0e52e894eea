import type { DatabaseVerdict } from "./database.js";
import { type Finding, KINDS, type Kind, SEVERITIES, type Severity } from "./finding.js";
import { newAgainst } from "./only-new.js";
import { type Ignore, isAbout, isExpired, type Rules } from "./rules.js";

/** Whether a finding counts against its limit, and if not, why not. */
export type Standing =
  | { readonly name: "counts" }
  | { readonly name: "ignored"; readonly by: Ignore }
  | { readonly name: "not-new" }
  | { readonly name: "no-fix" };

export interface Judged {
  readonly finding: Finding;
  readonly standing: Standing;
}

/** How many findings of one kind and severity count, against how many are let through (undefined: any number). */
export interface Tally {
  readonly kind: Kind;
  readonly severity: Severity;
  readonly count: number;
  readonly limit: number | undefined;
  readonly isMet: boolean;
}

/** What became of an ignore. One that is expired fails the scan, whether or not what it names is still there. */
export interface IgnoreUse {
  readonly rule: Ignore;
  readonly state: "active" | "expired" | "unused";
  /** Findings that it is about. */
  readonly matched: number;
}

/** The gate's verdict with its evidence: the same findings, rules and day give the same one. */
export interface ScanResult {
  readonly verdict: "passed" | "failed";
  readonly today: string;
  /** Whether findings were compared with a baseline; if not, and only new ones should count, all do. */
  readonly comparison: "baseline" | "no-baseline" | "not-asked";
  readonly judged: readonly Judged[];
  /** Every kind and severity, the worst first. */
  readonly tallies: readonly Tally[];
  readonly ignores: readonly IgnoreUse[];
  readonly database: DatabaseVerdict | undefined;
}

/**
 * Holds findings against limits. `baseline` is what the base branch or the stable release has; `today` is an ISO date in
 * UTC, such as 2026-12-31; a `database` that is not fresh fails the scan too.
 */
export function judgeScan(scan: {
  readonly findings: readonly Finding[];
  readonly baseline?: readonly Finding[] | undefined;
  readonly rules: Rules;
  readonly today: string;
  readonly database?: DatabaseVerdict | undefined;
}): ScanResult {
  const { findings, baseline, rules, today, database } = scan;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today)) throw new TypeError("today is not an ISO date");
  const isNew = newAgainst(rules.onlyNew ? (baseline ?? []) : [], findings);
  const valid = rules.ignore.filter((rule) => !isExpired(rule, today));
  const judged = findings.map((finding) => ({ finding, standing: standingOf(finding) }));
  const tallies = talliesOf(judged, rules.limits);
  const ignores = rules.ignore.map((rule) => useOf(rule, findings, today));
  const isPassed =
    tallies.every(({ isMet }) => isMet) &&
    ignores.every(({ state }) => state !== "expired") &&
    (database === undefined || database.state === "fresh");
  const comparison = rules.onlyNew ? (baseline ? "baseline" : "no-baseline") : "not-asked";
  return { verdict: isPassed ? "passed" : "failed", today, comparison, judged, tallies, ignores, database };

  function standingOf(finding: Finding): Standing {
    const by = valid.find((rule) => isAbout(rule, finding));
    if (by !== undefined) return { name: "ignored", by };
    if (!isNew(finding)) return { name: "not-new" };
    const isUnfixed = finding.kind === "vulnerability" && finding.fixed === undefined;
    return rules.fixedOnly && isUnfixed ? { name: "no-fix" } : { name: "counts" };
  }
}

function talliesOf(judged: readonly Judged[], limits: Rules["limits"]): Tally[] {
  const counting = judged.flatMap(({ finding, standing }) => (standing.name === "counts" ? [finding] : []));
  return (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
    SEVERITIES.map((severity) => {
      const count = counting.filter((finding) => finding.kind === kind && finding.severity === severity).length;
      // The config has no limit for findings whose severity nobody knows.
      const limit = severity === "unknown" ? undefined : limits[KINDS[kind]][severity];
      return { kind, severity, count, limit, isMet: limit === undefined || count <= limit };
    }),
  );
}

function useOf(rule: Ignore, findings: readonly Finding[], today: string): IgnoreUse {
  const matched = findings.filter((finding) => isAbout(rule, finding)).length;
  return { rule, state: isExpired(rule, today) ? "expired" : matched === 0 ? "unused" : "active", matched };
}
