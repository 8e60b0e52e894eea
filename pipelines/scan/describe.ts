import type { Finding } from "./finding.js";

/** What was found, in a few words. */
export function whatOf(finding: Finding): string {
  switch (finding.kind) {
    case "vulnerability": {
      const fix = finding.fixed === undefined ? "no fix yet" : `fixed in ${finding.fixed}`;
      return `${finding.package} ${finding.installed}, ${fix}: ${finding.title}`;
    }
    case "misconfiguration":
      return finding.resource === undefined ? finding.title : `${finding.resource}: ${finding.title}`;
    case "secret":
      return finding.title;
    case "license":
      return `${finding.package} has ${finding.title}`;
    default:
      return finding satisfies never;
  }
}

/** Where it was found, such as `source: infra/main.tf:16-21`. */
export function whereOf(finding: Finding): string {
  const lines = linesOf(finding);
  if (lines === undefined) return `${finding.target}: ${finding.file}`;
  const range = lines.first === lines.last ? lines.first : `${lines.first}-${lines.last}`;
  return `${finding.target}: ${finding.file}:${range}`;
}

export function linesOf(finding: Finding) {
  return "lines" in finding ? finding.lines : undefined;
}

/** Text of a config, which may have several lines, as one. */
export function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*[\r\n]+\s*/g, " ");
}

/** A length of time to the minute, rounded up, such as `1 d 3 h 20 min`. */
export function durationText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  const parts = [`${Math.floor(minutes / 1440)} d`, `${Math.floor(minutes / 60) % 24} h`, `${minutes % 60} min`];
  return parts.filter((part) => !part.startsWith("0 ")).join(" ") || "0 min";
}

/** A command as it can be pasted into a shell. */
export function commandText(args: readonly string[]): string {
  return args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`)).join(" ");
}
