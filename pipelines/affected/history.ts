import type { AffectedProblem } from "./problem.js";
import { shownPath } from "./shown-path.js";
import type { Since } from "./since.js";

/** How a git command ended. */
export interface GitOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whether it can be said what changed since a ref. */
export type HistoryVerdict =
  | { readonly ok: true /** Hash of the commit from which on changes count. */; readonly base: string }
  | { readonly ok: false; readonly problem: AffectedProblem };

interface Answers {
  readonly since: Since;
  readonly resolve: GitOutcome;
  readonly shallow: GitOutcome;
  readonly base: GitOutcome;
}

const FETCH =
  "fetch the history with `git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'` " +
  "(in GitHub Actions: `fetch-depth: 0` for actions/checkout) and run the same command again";

/**
 * Judges by what git answered to the `historyCommands`. It goes by exit codes and hashes, not by git's words, which
 * differ by version and language. In a shallow clone a ref or an ancestor that is missing may just not be fetched.
 */
export function judgeHistory({ since, resolve, shallow, base }: Answers): HistoryVerdict {
  const ref = shownPath(since);
  if (shallow.exitCode !== 0) return unreadable(shallow);
  const isShallow = shallow.stdout.trim() === "true";
  if (resolve.exitCode !== 0 && isShallow) {
    return refused("history-not-fetched", {
      what: `This clone does not hold ${ref}: only a part of the history was fetched.`,
      saw: toldBy(resolve),
      next: `${FETCH}; if it stays so, check the spelling`,
    });
  }
  if (resolve.exitCode !== 0) {
    return refused("ref-unknown", {
      what: `This repository has no commit ${ref}.`,
      saw: toldBy(resolve),
      next: "check the spelling; a branch of the remote is named origin/BRANCH and must be fetched (`git fetch origin`)",
    });
  }
  const hash = base.stdout.trim();
  if (base.exitCode === 0 && /^[0-9a-f]{40,64}$/.test(hash)) return { ok: true, base: hash };
  // 1 is git's answer "there is none"; anything else is a failure.
  if (base.exitCode !== 1) return unreadable(base);
  if (isShallow) {
    return refused("history-not-fetched", {
      what: `Where HEAD parted from ${ref} is not in this clone: only a part of the history was fetched.`,
      saw: toldBy(base),
      next: FETCH,
    });
  }
  return refused("no-common-ancestor", {
    what: `HEAD and ${ref} have no commit in common, so there is nothing to count changes from.`,
    saw: toldBy(base),
    next: "name a ref that HEAD comes from, or leave --since out to take every service",
  });
}

function unreadable(outcome: GitOutcome): HistoryVerdict {
  return refused("repository-unreadable", {
    what: "git could not read the history here.",
    saw: toldBy(outcome),
    next: "run this in a git repository with at least one commit that this user may read",
  });
}

function refused(kind: AffectedProblem["kind"], parts: Omit<AffectedProblem, "kind">): HistoryVerdict {
  return { ok: false, problem: { kind, ...parts } };
}

function toldBy({ exitCode, stdout, stderr }: GitOutcome): string {
  const [line = ""] = `${stderr}\n${stdout}`.trim().split("\n");
  return line === "" ? `git ended with ${exitCode}` : `git ended with ${exitCode}: ${shownPath(line)}`;
}
