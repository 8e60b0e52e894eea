import { oneLine, whatOf, whereOf } from "./describe.js";
import { KINDS, type Kind, SEVERITIES } from "./finding.js";
import type { Judged, ScanResult, Standing, Tally } from "./judge.js";

const MOST_ROWS = 200;

/** How many count, kind by kind, with the most that is let through behind a stroke. */
export function tallyTable(tallies: readonly Tally[]): string[] {
  const kinds = Object.keys(KINDS) as Kind[];
  const rows = kinds.map((kind) => [KINDS[kind], ...tallies.filter((tally) => tally.kind === kind).map(cell)]);
  return aligned([["count / limit", ...SEVERITIES], ...rows]);
}

function cell({ count, limit, isMet }: Tally): string {
  return limit === undefined ? `${count}` : `${count} / ${limit}${isMet ? "" : " !"}`;
}

/** What has a limit or an ignore, the worst first; of the rest only how many there are. */
export function findingTable({ judged, tallies }: ScanResult): string[] {
  const limited = new Set(tallies.filter(({ limit }) => limit !== undefined).map(keyOf));
  const told = judged.filter(({ finding, standing }) => limited.has(keyOf(finding)) || standing.name === "ignored");
  const rows = told.sort(byWorst).slice(0, MOST_ROWS).map(row);
  const lines = rows.length === 0 ? [] : ["", ...aligned([["severity", "id", "gate", "where", "what"], ...rows])];
  const untold = judged.length - rows.length;
  return untold === 0 ? lines : [...lines, "", `Not listed: ${untold} more; the JSON has them all.`];
}

function keyOf({ kind, severity }: { readonly kind: string; readonly severity: string }): string {
  return `${kind} ${severity}`;
}

function byWorst(left: Judged, right: Judged): number {
  return SEVERITIES.indexOf(left.finding.severity) - SEVERITIES.indexOf(right.finding.severity);
}

function row({ finding, standing }: Judged): string[] {
  return [finding.severity, finding.id, gateText(standing), whereOf(finding), whatOf(finding)];
}

function gateText(standing: Standing): string {
  switch (standing.name) {
    case "counts":
      return "counts";
    case "ignored":
      return `ignored until ${standing.by.until}: ${oneLine(standing.by.because)}`;
    case "not-new":
      return "not new";
    case "no-fix":
      return "no fix yet";
    default:
      return standing satisfies never;
  }
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) =>
    cells
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
