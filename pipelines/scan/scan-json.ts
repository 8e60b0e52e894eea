import type { Finding } from "./finding.js";
import type { ScanResult } from "./judge.js";

/** A scan for programs: the whole result, without the fingerprints by which findings are compared. */
export function scanJson({ judged, ...rest }: ScanResult): string {
  const findings = judged.map(({ finding, standing }) => ({ ...shown(finding), standing }));
  return `${JSON.stringify({ ...rest, findings }, undefined, 2)}\n`;
}

function shown({ identity: _, ...finding }: Finding) {
  return finding;
}
