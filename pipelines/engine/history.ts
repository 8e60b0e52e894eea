import { type Container, type Directory, dag, ReturnType } from "@dagger.io/dagger";
import {
  type Affected,
  type AffectedProblem,
  affectedServices,
  affectedText,
  diffCommand,
  type GitOutcome,
  historyCommands,
  judgeHistory,
  type LocatedService,
  parseChanges,
  readSince,
} from "../affected/index.js";
import { type ErrorCode, SlipwayError } from "../errors/index.js";
import { type Commit, commitCommand, readCommit } from "../images/index.js";
import type { Pins } from "./pins.js";
import { TOOLS } from "./tools.js";

const CODES: Readonly<Record<AffectedProblem["kind"], ErrorCode>> = {
  "ref-refused": "SINCE_INVALID",
  "ref-unknown": "SINCE_UNKNOWN",
  "history-not-fetched": "HISTORY_NOT_FETCHED",
  "no-common-ancestor": "HISTORY_UNRELATED",
  "repository-unreadable": "HISTORY_UNREADABLE",
  "changes-cut-off": "CHANGES_UNREADABLE",
  "changes-malformed": "CHANGES_UNREADABLE",
};

const REPOSITORY = "/repository";

/** The history of a source, read by git in a container. Only its `.git` is looked at. */
export class History {
  readonly #source: Directory;
  readonly #pins: Pins;

  constructor(source: Directory, pins: Pins) {
    this.#source = source;
    this.#pins = pins;
  }

  get #git(): Container {
    return (
      dag
        .container()
        .from(this.#pins.reference(TOOLS.git))
        // Another user made the folder, as git sees it; and nothing that a repository configures may run.
        .withEnvVariable("GIT_CONFIG_COUNT", "2")
        .withEnvVariable("GIT_CONFIG_KEY_0", "safe.directory")
        .withEnvVariable("GIT_CONFIG_VALUE_0", "*")
        .withEnvVariable("GIT_CONFIG_KEY_1", "core.fsmonitor")
        .withEnvVariable("GIT_CONFIG_VALUE_1", "false")
        .withMountedDirectory(REPOSITORY, dag.directory().withDirectory(".git", this.#source.directory(".git")))
        .withWorkdir(REPOSITORY)
    );
  }

  /** Which services a ref leaves to be taken, and the commit from which on changes count. */
  async since(
    ref: string,
    services: readonly LocatedService[],
  ): Promise<{ affected: Affected; base: string; text: string }> {
    const read = readSince(ref);
    if (!read.ok) throw problemError(read.problem);
    if (!(await this.#isThere())) throw noHistory();
    const asked = historyCommands(read.since);
    const [resolve, shallow, base] = await Promise.all([
      this.#run(asked.resolve),
      this.#run(asked.shallow),
      this.#run(asked.base),
    ]);
    const verdict = judgeHistory({ since: read.since, resolve, shallow, base });
    if (!verdict.ok) throw problemError(verdict.problem);
    const diff = await this.#run(diffCommand(read.since));
    const changes = parseChanges(diff.stdout);
    if (diff.exitCode !== 0 || !changes.ok) {
      throw problemError(
        changes.ok
          ? {
              kind: "changes-malformed",
              what: "git could not tell what changed.",
              saw: diff.stderr.trim(),
              next: "leave --since out to take every service",
            }
          : changes.problem,
      );
    }
    const affected = affectedServices({ services, changes: changes.changes });
    return {
      affected,
      base: verdict.base,
      text: `${affectedText(affected, ref)}Work that is not committed is not counted.\n`,
    };
  }

  /** The last commit that changed some paths, by the name they are given under; nothing without a history. */
  async commits(paths: ReadonlyMap<string, readonly string[]>): Promise<ReadonlyMap<string, Commit>> {
    if (!(await this.#isThere())) return new Map();
    const found = [...paths].map(async ([name, of]) => {
      const { stdout } = await this.#run(commitCommand(of));
      const commit = readCommit(stdout);
      return commit === undefined ? [] : [[name, commit] as const];
    });
    return new Map((await Promise.all(found)).flat());
  }

  /** The commit that is checked out; nothing without a history. */
  async head(): Promise<string> {
    if (!(await this.#isThere())) return "";
    const { exitCode, stdout } = await this.#run(["rev-parse", "--verify", "HEAD"]);
    return exitCode === 0 ? stdout.trim() : "";
  }

  /** The files of a commit. */
  treeOf(commit: string): Directory {
    return this.#git
      .withExec(["git", "archive", "--format=tar", "--output=/tmp/tree.tar", commit])
      .withExec(["mkdir", "/tree"])
      .withExec(["tar", "--extract", "--file=/tmp/tree.tar", "--directory=/tree"])
      .directory("/tree");
  }

  /** In a worktree or a submodule `.git` is a file that names a folder elsewhere, which a container cannot see. */
  async #isThere(): Promise<boolean> {
    return (await this.#source.glob(".git/HEAD")).length > 0;
  }

  async #run(args: readonly string[]): Promise<GitOutcome> {
    const ended = this.#git.withExec(["git", ...args], { expect: ReturnType.Any });
    const [exitCode, stdout, stderr] = await Promise.all([ended.exitCode(), ended.stdout(), ended.stderr()]);
    return { exitCode, stdout, stderr };
  }
}

function noHistory(): SlipwayError {
  return new SlipwayError("HISTORY_UNREADABLE", {
    what: "There is no git history here to tell what changed.",
    saw: "no .git folder in the source",
    next: "run it at the top of an ordinary clone (in a worktree, .git is only a file), or leave --since out.",
  });
}

function problemError({ kind, ...parts }: AffectedProblem): SlipwayError {
  return new SlipwayError(CODES[kind], parts);
}
