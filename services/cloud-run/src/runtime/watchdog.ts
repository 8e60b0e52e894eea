import { type ChildProcess, spawn } from "node:child_process";

/**
 * Reads "+ GROUP" and "- GROUP" and kills the groups that are left once its input ends, which the kernel sees to however
 * its parent came to its end.
 */
const SCRIPT = `
groups=""
while read -r change group; do
  case "$change" in
    +) groups="$groups $group" ;;
    -) kept=""
       for other in $groups; do [ "$other" = "$group" ] || kept="$kept $other"; done
       groups="$kept" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

/** Sees to it that no process group outlives this process, even where this process is killed. */
export class Watchdog {
  #shell: ChildProcess | undefined;

  watch(group: number): void {
    this.#tell(`+ ${group}\n`);
  }

  forget(group: number): void {
    this.#tell(`- ${group}\n`);
  }

  /** Kills what is still watched. */
  close(): void {
    this.#shell?.stdin?.end();
    this.#shell = undefined;
  }

  #tell(line: string): void {
    this.#shell ??= startShell();
    this.#shell.stdin?.write(line);
  }
}

function startShell(): ChildProcess {
  // Its own session: an interrupt from the terminal must not end it before its parent.
  const shell = spawn("/bin/sh", ["-c", SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"], env: {} });
  shell.on("error", () => undefined);
  shell.stdin.on("error", () => undefined);
  shell.unref();
  // A pipe of a child process is a socket, which alone would keep this process going.
  if ("unref" in shell.stdin && typeof shell.stdin.unref === "function") shell.stdin.unref();
  return shell;
}
