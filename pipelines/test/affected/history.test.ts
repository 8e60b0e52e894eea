import { describe, expect, it } from "vitest";
import { diffCommand, type GitOutcome, historyCommands, judgeHistory, readSince } from "../../affected/index.js";

const HASH = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

function since(ref: string) {
  const read = readSince(ref);
  if (!read.ok) throw new Error(read.problem.what);
  return read.since;
}

describe("readSince", () => {
  it.each(["main", "origin/main", "v1.2.3", "HEAD~3", "HEAD^", "main@{1 day ago}", HASH, "feature/-x", "größer"])(
    "takes %s",
    (ref) => {
      expect(readSince(ref)).toEqual({ ok: true, since: ref });
    },
  );

  it.each([
    ["", '""'],
    ["  ", '"  "'],
    ["--output=/etc/passwd", "--output=/etc/passwd"],
    ["-O", "-O"],
    ["^main", "^main"],
    ["main..HEAD", "main..HEAD"],
    ["main...", "main..."],
    ["main\n--output=x", '"main\\n--output=x"'],
    ["main\0", '"main\\u{0}"'],
  ])("refuses %j", (ref, saw) => {
    expect(readSince(ref)).toMatchObject({ ok: false, problem: { kind: "ref-refused", saw } });
  });
});

describe("the commands", () => {
  it("give the ref to git as one argument that cannot be an option or a file", () => {
    const ref = since("a b");
    expect(diffCommand(ref).slice(-2)).toEqual(["a b...HEAD", "--"]);
    expect(diffCommand(ref).slice(0, 4)).toEqual(["diff", "--name-status", "-z", "-M"]);
    expect(historyCommands(ref)).toEqual({
      resolve: ["rev-parse", "--verify", "a b^{commit}"],
      shallow: ["rev-parse", "--is-shallow-repository"],
      base: ["merge-base", "a b", "HEAD"],
    });
  });
});

describe("judgeHistory", () => {
  const said = (stdout: string): GitOutcome => ({ exitCode: 0, stdout: `${stdout}\n`, stderr: "" });
  const died = (stderr: string, exitCode = 128): GitOutcome => ({ exitCode, stdout: "", stderr });
  const [found, whole, cut] = [said(HASH), said("false"), said("true")];
  const missing = died("fatal: Needed a single revision\n");

  it("gives the commit to count from", () => {
    expect(judgeHistory({ since: since("main"), resolve: found, shallow: whole, base: found })).toEqual({
      ok: true,
      base: HASH,
    });
    expect(judgeHistory({ since: since("main"), resolve: found, shallow: cut, base: found }).ok).toBe(true);
  });

  it.each([
    ["an unknown ref", missing, whole, missing, "ref-unknown", /git fetch origin/],
    ["an unknown ref in a shallow clone", missing, cut, missing, "history-not-fetched", /fetch-depth: 0.*spelling/],
    ["no ancestor in a shallow clone", found, cut, died("", 1), "history-not-fetched", /--unshallow/],
    ["no ancestor at all", found, whole, died("", 1), "no-common-ancestor", /leave --since out/],
    [
      "no repository",
      died("fatal: not a git repository"),
      died("fatal: not a git repository"),
      died("fatal: not a git repository"),
      "repository-unreadable",
      /in a git repository/,
    ],
    ["no commit yet", found, whole, died("fatal: Not a valid object name HEAD"), "repository-unreadable", /one commit/],
    ["an answer that is no hash", found, whole, said("warning: x"), "repository-unreadable", /git repository/],
  ])("tells %s and what to do", (_, resolve, shallow, base, kind, next) => {
    const verdict = judgeHistory({ since: since("main"), resolve, shallow, base });
    expect(verdict).toMatchObject({ ok: false, problem: { kind, next: expect.stringMatching(next) } });
  });

  it("shows git's first line without what a terminal would act on", () => {
    const resolve = died("\u001b[31mfatal: bad\nhint: more");
    const verdict = judgeHistory({ since: since("x"), resolve, shallow: whole, base: resolve });
    expect(verdict).toMatchObject({ problem: { saw: 'git ended with 128: "\\u{1b}[31mfatal: bad"' } });
  });
});
