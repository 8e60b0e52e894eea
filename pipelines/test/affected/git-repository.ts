import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type GitOutcome, historyCommands, judgeHistory, readSince, type Since } from "../../affected/index.js";

/** A real git in a temporary folder, free of what this machine's user has configured. */
export class GitRepository {
  readonly folder = mkdtempSync(join(tmpdir(), "slipway-affected-"));

  git(...args: string[]): string {
    const { exitCode, stdout, stderr } = this.run(args);
    if (exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  run(args: readonly string[], under = "."): GitOutcome {
    return this.#spawn("git", args, under);
  }

  /** Runs a line that a message advises. */
  shell(line: string): GitOutcome {
    return this.#spawn("sh", ["-c", line], ".");
  }

  begin(): this {
    this.git("init", "--quiet", "--initial-branch=main");
    return this;
  }

  write(files: Readonly<Record<string, string>>): this {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return this;
  }

  link(path: string, target: string): this {
    this.remove(path);
    symlinkSync(target, join(this.folder, path));
    return this;
  }

  remove(path: string): this {
    rmSync(join(this.folder, path), { recursive: true });
    return this;
  }

  commit(message: string): this {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", message);
    return this;
  }

  /** What `judgeHistory` makes of this repository. */
  judge(ref: string) {
    const since = sinceOf(ref);
    const { resolve, shallow, base } = historyCommands(since);
    return judgeHistory({ since, resolve: this.run(resolve), shallow: this.run(shallow), base: this.run(base) });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #spawn(program: string, args: readonly string[], under: string): GitOutcome {
    const who = { NAME: "Somebody", EMAIL: "somebody@example.test", DATE: "2026-01-01T00:00:00Z" };
    const names = Object.entries(who).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]);
    const env = {
      PATH: process.env["PATH"],
      HOME: this.folder,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CEILING_DIRECTORIES: dirname(this.folder),
      ...Object.fromEntries(names),
    };
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: join(this.folder, under),
      env,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    return { exitCode: status ?? -1, stdout, stderr };
  }
}

export function sinceOf(ref: string): Since {
  const read = readSince(ref);
  if (!read.ok) throw new Error(read.problem.what);
  return read.since;
}
