import type { Change } from "./change.js";
import type { AffectedProblem } from "./problem.js";
import { shownPath } from "./shown-path.js";

const ONE_PATH = {
  A: "added",
  M: "modified",
  D: "deleted",
  T: "retyped",
  U: "unmerged",
  X: "unknown",
} as const;

const TWO_PATHS = { R: "renamed", C: "copied" } as const;

type Read = { readonly ok: true; readonly changes: readonly Change[] };
type Refused = { readonly ok: false; readonly problem: AffectedProblem };

/**
 * Reads what `git diff --name-status -z` prints: a status, then one path, or two for a rename or a copy, each with a NUL
 * after it. Text that ends in the middle of an entry is refused: a service could be missed.
 * Format: https://git-scm.com/docs/diff-format, "diff output format", with `-z`.
 */
export function parseChanges(text: string): Read | Refused {
  if (text === "") return { ok: true, changes: [] };
  if (!text.endsWith("\0")) return cutOff(text.slice(text.lastIndexOf("\0") + 1));
  const fields = text.slice(0, -1).split("\0");
  const changes: Change[] = [];
  for (let at = 0; at < fields.length; ) {
    const status = fields[at] ?? "";
    const form = formOf(status);
    if (form === undefined) return malformed(`entry ${changes.length + 1} has the status`, status);
    const paths = fields.slice(at + 1, at + 1 + form.paths);
    if (paths.length < form.paths) return cutOff(status);
    if (paths.includes("")) return malformed(`entry ${changes.length + 1} has an empty path after`, status);
    const [first = "", second = ""] = paths;
    changes.push(
      form.paths === 1
        ? { kind: form.kind, path: first }
        : { kind: form.kind, from: first, path: second, similarityPercent: form.similarityPercent },
    );
    at += 1 + form.paths;
  }
  return { ok: true, changes };
}

function formOf(status: string) {
  if (isKey(ONE_PATH, status)) return { paths: 1, kind: ONE_PATH[status] } as const;
  const [letter, score] = [status.slice(0, 1), status.slice(1)];
  const isScore = /^\d{1,3}$/.test(score) && Number(score) <= 100;
  if (!isKey(TWO_PATHS, letter) || !isScore) return undefined;
  return { paths: 2, kind: TWO_PATHS[letter], similarityPercent: Number(score) } as const;
}

function isKey<T extends object>(table: T, key: string): key is string & keyof T {
  return Object.hasOwn(table, key);
}

const NEXT = "run the same command again; if it stays so, leave --since out to take every service";

function cutOff(rest: string): Refused {
  const what = "The list of changes that git gave ends in the middle of an entry.";
  return { ok: false, problem: { kind: "changes-cut-off", what, saw: `at its end ${shownPath(rest)}`, next: NEXT } };
}

function malformed(where: string, status: string): Refused {
  const what = "The list of changes that git gave is not in the form that Slipway knows.";
  return { ok: false, problem: { kind: "changes-malformed", what, saw: `${where} ${shownPath(status)}`, next: NEXT } };
}
