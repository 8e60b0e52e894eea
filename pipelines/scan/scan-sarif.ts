import { linesOf, whatOf } from "./describe.js";
import { type Finding, KINDS, SEVERITIES, type Severity } from "./finding.js";
import type { Judged, ScanResult } from "./judge.js";

const LEVELS = { critical: "error", high: "error", medium: "warning", low: "note", unknown: "note" } as const;

/** GitHub's scale for code scanning alerts: over 9 is critical, from 7 high, from 4 medium. */
const SCORES: Record<Severity, string> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0", unknown: "0.0" };

/**
 * A scan as SARIF 2.1.0 (OASIS standard of 27 March 2020): every finding is a result, the ignored ones suppressed with their
 * reason, and those that the baseline has marked as unchanged.
 */
export function scanSarif(result: ScanResult): string {
  const rules = rulesOf(result.judged);
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Trivy", informationUri: "https://trivy.dev", rules } },
        properties: { verdict: result.verdict, today: result.today },
        results: result.judged.map((judged) => resultOf(judged, indices.get(judged.finding.id), result.comparison)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** One rule per id, as severe as the worst of its findings. */
function rulesOf(judged: readonly Judged[]) {
  const worst = new Map<string, Finding>();
  for (const { finding } of judged) {
    const known = worst.get(finding.id);
    if (known === undefined || rank(finding) < rank(known)) worst.set(finding.id, finding);
  }
  return [...worst.values()].map(({ id, title, link, severity, kind }) => ({
    id,
    shortDescription: { text: title },
    ...(link !== undefined && /^https?:\/\//.test(link) && { helpUri: encodeURI(link) }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ["security", KINDS[kind]], "security-severity": SCORES[severity] },
  }));
}

function resultOf({ finding, standing }: Judged, ruleIndex: number | undefined, comparison: ScanResult["comparison"]) {
  const justification = standing.name === "ignored" ? `${standing.by.because} (until ${standing.by.until})` : undefined;
  return {
    ruleId: finding.id,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: whatOf(finding) },
    locations: [{ physicalLocation: physicalLocation(finding) }],
    // A fingerprint of a secret would let its reader test guesses.
    ...(finding.kind !== "secret" && { partialFingerprints: { "slipwayIdentity/v1": finding.identity } }),
    ...(comparison === "baseline" && { baselineState: standing.name === "not-new" ? "unchanged" : "new" }),
    suppressions: justification === undefined ? [] : [{ kind: "external", status: "accepted", justification }],
    properties: { kind: finding.kind, severity: finding.severity, target: finding.target, gate: standing.name },
  };
}

function physicalLocation(finding: Finding) {
  const lines = linesOf(finding);
  const segments = finding.file.split("/").filter((segment) => segment !== "");
  return {
    artifactLocation: { uri: segments.map(encodeURIComponent).join("/") || "." },
    ...(lines && { region: { startLine: lines.first, endLine: lines.last } }),
  };
}

function rank({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}
