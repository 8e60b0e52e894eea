import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { expect } from "vitest";
import { dagger, type Ended, ROOT } from "./dagger-cli.js";
import { signalGroup } from "./process-group.js";

/** A file that no earlier run of the tests has had: an engine that knew the others would have nothing to do. */
export const NEVER_SEEN: Readonly<Record<string, string>> = { "never-seen.txt": `${randomUUID()}\n` };

/** Files by path. */
export type Files = Readonly<Record<string, string>>;

/** A git repository of somebody else's, which uses Slipway as a module. */
export class ScratchRepository {
  readonly folder = mkdtempSync(join(tmpdir(), "slipway-scratch-"));

  constructor(files: Files) {
    this.git("init", "--quiet", "--initial-branch=main");
    this.write(files);
  }

  write(files: Files): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  git(...args: readonly string[]): string {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    const env = { ...process.env, GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z", GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z" };
    return execFileSync("git", [...identity, ...args], { cwd: this.folder, encoding: "utf8", env }).trim();
  }

  commit(message: string, files: Files = {}): string {
    this.write(files);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
    return this.git("rev-parse", "HEAD");
  }

  /** `dagger call` of this checkout's module on this repository. */
  call(...args: readonly string[]): Promise<Ended> {
    return dagger(["-m", ROOT, "call", "--source", ".", ...args], this.folder);
  }

  /** The same, to be ended half way: with a signal, as a job that is taken down. */
  interruptible(...args: readonly string[]) {
    const cli = process.env["SLIPWAY_TEST_DAGGER"] ?? "";
    const child = execa(cli, ["--progress", "plain", "-m", ROOT, "call", "--source", ".", ...args], {
      cwd: this.folder,
      all: true,
      reject: false,
      stdin: "ignore",
      detached: true,
    });
    let text = "";
    child.all.on("data", (data) => {
      text += String(data);
    });
    return {
      /** Waits for something in its output. */
      said: async (what: RegExp) => {
        await expect.poll(() => text, { timeout: 300_000, interval: 50 }).toMatch(what);
      },
      kill: async () => {
        signalGroup(child.pid, "SIGKILL");
        await child;
      },
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * A Node service without packages. Its lint and test say their own name when they run, so that a reader of the engine's
 * progress can count how often they did.
 */
export function nodeService(name: string, more: Files = {}): Files {
  const path = `services/${name}`;
  const scripts = { lint: "node lint.mjs", test: "node test.mjs", start: "node server.mjs" };
  const version = { name, version: "1.0.0" };
  return {
    [`${path}/package.json`]: JSON.stringify({ ...version, private: true, scripts }),
    [`${path}/package-lock.json`]: JSON.stringify({ ...version, lockfileVersion: 3, packages: { "": version } }),
    [`${path}/lint.mjs`]: `console.log("lint ran in ${name}");\n`,
    [`${path}/test.mjs`]: `console.log("test ran in ${name}");\n`,
    [`${path}/server.mjs`]: SERVER,
    ...Object.fromEntries(Object.entries(more).map(([file, text]) => [`${path}/${file}`, text])),
  };
}

const SERVER = `import { createServer } from "node:http";
createServer((_, answer) => answer.end("hello")).listen(process.env.PORT);
process.on("SIGTERM", () => process.exit(0));
`;
