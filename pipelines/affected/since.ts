import type { AffectedProblem } from "./problem.js";
import { shownPath } from "./shown-path.js";

/** A ref that git cannot take for an option, an exclusion or a range. Whether it exists is not known yet. */
export type Since = string & { readonly since: unique symbol };

/** Checks the form of a ref that a person gave: a branch, a tag, a commit or an expression such as `HEAD~3`. */
export function readSince(
  ref: string,
): { readonly ok: true; readonly since: Since } | { readonly ok: false; readonly problem: AffectedProblem } {
  const why = whyRefused(ref);
  if (why === undefined) return { ok: true, since: ref as Since };
  const next = "name one branch, tag or commit, such as --since origin/main";
  return { ok: false, problem: { kind: "ref-refused", what: `--since ${why}.`, saw: shownPath(ref), next } };
}

function whyRefused(ref: string): string | undefined {
  if (ref.trim() === "") return "names nothing";
  if (ref.startsWith("-")) return "begins with a hyphen: git would take it for an option";
  if (ref.startsWith("^")) return "begins with ^: git would leave out what it names";
  if (ref.includes("..")) return "is a range, and Slipway makes that itself";
  return /\p{Cc}/u.test(ref) ? "has control characters in it" : undefined;
}

/**
 * Arguments of git for what changed on this side since it parted from `since`, for `parseChanges`. What a person may
 * have configured for reading (paths relative to a folder, submodules left out) is switched off.
 * Renames are only a nicety here: where git gives up looking for them, it prints a deletion and an addition.
 */
export function diffCommand(since: Since): string[] {
  const unconfigured = ["--no-relative", "--ignore-submodules=none"];
  return ["diff", "--name-status", "-z", "-M", ...unconfigured, `${since}...HEAD`, "--"];
}

/** Arguments of git for the three questions that `judgeHistory` judges by. They may be asked at once. */
export function historyCommands(since: Since): { readonly [question in "resolve" | "shallow" | "base"]: string[] } {
  return {
    resolve: ["rev-parse", "--verify", `${since}^{commit}`],
    shallow: ["rev-parse", "--is-shallow-repository"],
    base: ["merge-base", since, "HEAD"],
  };
}
