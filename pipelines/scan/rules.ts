import type { Environment } from "../config/index.js";
import type { Finding } from "./finding.js";

/** What stops a release and what is let through: the part of the config that the gate goes by. */
export type Rules = Pick<Environment["scan"], "limits" | "ignore" | "onlyNew" | "fixedOnly">;

/** A finding that is known and accepted until a day, with its reason. */
export type Ignore = Rules["ignore"][number];

/** Whether an ignore is about a finding, whatever the day. Its paths are files, or folders with all that is in them. */
export function isAbout({ id, paths }: Ignore, finding: Finding): boolean {
  if (id !== finding.id) return false;
  return paths?.some((path) => path === "." || finding.file === path || finding.file.startsWith(`${path}/`)) ?? true;
}

/** Whether the last day of an ignore is over. Days are ISO dates, so text order is their order. */
export function isExpired({ until }: Ignore, today: string): boolean {
  return today > until;
}
