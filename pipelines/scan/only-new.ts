import type { Finding } from "./finding.js";

/**
 * Tells which of the findings the baseline does not have. A vulnerability or a license is old however many copies of its
 * package there are; of secrets and misconfigurations that are alike, only as many are old as the baseline has.
 */
export function newAgainst(baseline: readonly Finding[], findings: readonly Finding[]): (finding: Finding) => boolean {
  const left = new Map<string, number>();
  for (const { identity } of baseline) left.set(identity, (left.get(identity) ?? 0) + 1);
  const old = new Set<Finding>();
  for (const finding of findings) {
    const count = left.get(finding.identity) ?? 0;
    if (count === 0) continue;
    old.add(finding);
    if (finding.kind === "secret" || finding.kind === "misconfiguration") left.set(finding.identity, count - 1);
  }
  return (finding) => !old.has(finding);
}
