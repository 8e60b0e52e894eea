import type { Affected, PassedOver, ServiceVerdict } from "./affected.js";
import type { Evidence } from "./evidence.js";
import { shownPath } from "./shown-path.js";

/** Names or paths listed on one line; of more, the number is told. The result itself holds them all. */
const LISTED = 20;

type Taken = Extract<ServiceVerdict, { taken: true }>;

/** What a release takes, as people read it: how many, each with its reason, then what it leaves, then what takes none. */
export function affectedText({ services, passedOver }: Affected, since: string): string {
  const taken = services.filter((one): one is Taken => one.taken);
  const left = services.flatMap(({ service, taken }) => (taken ? [] : [service]));
  const width = Math.max(0, ...taken.map(({ service }) => service.length));
  const lines = [
    `Changed since ${shownPath(since)}: ${share(taken.length, services.length)}.`,
    ...taken.map(({ service, why }) => `  ${service.padEnd(width)}  ${reason(why)}`),
    ...(left.length > 0 ? [`Not taken: ${listed(left)}.`] : []),
    ...passedOverLines(passedOver),
  ];
  return `${lines.join("\n")}\n`;
}

function share(taken: number, all: number): string {
  if (all === 1) return taken === 1 ? "the one service" : "not the one service";
  if (taken === 0) return `none of ${all} services`;
  return taken === all ? `all ${all} services` : `${taken} of ${all} services`;
}

function reason(why: Evidence): string {
  switch (why.rule) {
    case "own-files":
      return `its own files: ${seen(why)}`;
    case "build-context":
      return `its image is built from ${seen(why)}`;
    case "config":
      return `the configuration: ${seen(why)}`;
    case "shared":
      return `shared, as no service's own: ${seen(why)}`;
    case "needs":
      return why.needed === why.origin
        ? `needs ${why.needed}: ${seen(why)}`
        : `needs ${why.needed}, which leads to ${why.origin}: ${seen(why)}`;
    default:
      return why satisfies never;
  }
}

function seen({ path, change, paths }: Evidence): string {
  const more = paths === 1 ? "" : ` and ${paths - 1} more`;
  return `${shownPath(path)}${fate(path, change)}${more}`;
}

function fate(path: string, change: Evidence["change"]): string {
  switch (change.kind) {
    case "renamed":
      return path === change.path ? ` (was ${shownPath(change.from)})` : ` (is now ${shownPath(change.path)})`;
    case "deleted":
      return " (deleted)";
    case "added":
    case "modified":
    case "retyped":
    case "copied":
    case "unmerged":
    case "unknown":
      return "";
    default:
      return change satisfies never;
  }
}

function passedOverLines(passedOver: readonly PassedOver[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { path, because } of passedOver) {
    const paths = byReason.get(because);
    if (paths === undefined) byReason.set(because, [path]);
    else paths.push(path);
  }
  return [...byReason].map(([because, paths]) => `Takes no service (${because}): ${listed(paths)}.`);
}

function listed(items: readonly string[]): string {
  const shown = items.slice(0, LISTED).map(shownPath).join(", ");
  return items.length > LISTED ? `${shown} and ${items.length - LISTED} more` : shown;
}
