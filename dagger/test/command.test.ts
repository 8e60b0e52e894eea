import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { runCommand } from "../engine/command.js";
import { recordOf } from "../engine/process.js";
import { Child, script } from "./child.js";
import { temporaryFolder } from "./temporary.js";

const ERRAND = new URL("./errand.ts", import.meta.url);

const sh = (text: string) => ["sh", "-c", text];

describe("runCommand", () => {
  it.each([
    ["true", 0],
    ["exit 3", 3],
    ["exit 255", 255],
    ["kill -KILL $$", 128],
  ])("gives the exit code of `%s`", async (text, code) => {
    expect((await runCommand(sh(text))).code).toBe(code);
  });

  it("gives both streams as they came", async () => {
    const { output } = await runCommand(sh("echo one; echo two >&2; echo three"));
    expect(output.split("\n").sort()).toEqual(["one", "three", "two"]);
  });

  it.each([
    ["is not there", ["no-such-program-here"], "no-such-program-here"],
    ["is no program", [join(import.meta.dirname, "command.test.ts")], "EACCES"],
  ])("says why a program that %s was not started, with code 127", async (_, command, reason) => {
    const { code, output } = await runCommand(command);
    expect(code).toBe(127);
    expect(output).toContain(reason);
  });

  it("says so where the folder to run in is not there", async () => {
    const { code, output } = await runCommand(["true"], { cwd: join(temporaryFolder(), "gone") });
    expect(code).toBe(127);
    expect(output).toContain("gone");
  });

  it("runs in a folder, with an environment over its own", async () => {
    const cwd = temporaryFolder();
    const { output } = await runCommand(sh('pwd; echo "$GREETING"; test -n "$PATH"'), {
      cwd,
      env: { GREETING: "hello" },
    });
    expect(output).toBe(`${cwd}\nhello`);
  });

  it("passes arguments on as they are: no shell reads them", async () => {
    const odd = "a b; $(echo c) '\"*";
    expect((await runCommand(["printf", "%s", odd])).output).toBe(odd);
  });

  it("gives the program an empty input", async () => {
    expect(await runCommand(["cat"])).toEqual({ code: 0, output: "" });
  });

  it("calls back with each line, trimmed and without empty ones", async () => {
    const lines: string[] = [];
    await runCommand(sh("printf ' a \\n\\n'; printf 'b'; printf 'c\\n   \\nd\\n'"), {
      onLine: (line) => lines.push(line),
    });
    expect(lines).toEqual(["a", "bc", "d"]);
  });

  it("calls back with a last line that does not end", async () => {
    const lines: string[] = [];
    await runCommand(sh("printf 'a\\nlast'"), { onLine: (line) => lines.push(line) });
    expect(lines).toEqual(["a", "last"]);
  });

  it("adds the command and all it prints to a log", async () => {
    const log = join(temporaryFolder(), "log");
    await runCommand(sh("echo one"), { log });
    await runCommand(sh("echo two >&2"), { log });
    await vi.waitFor(() => {
      expect(readFileSync(log, "utf8")).toBe("$ sh -c echo one\none\n$ sh -c echo two >&2\ntwo\n");
    });
  });
});

describe("runCommand with a log that cannot be written", () => {
  it("ends no process", async () => {
    const child = new Child(["env", `XDG_CACHE_HOME=${temporaryFolder()}`, ...script(ERRAND, "log-nowhere")]);
    expect(await child.says(/^(done|threw)/)).toMatch(/^(done|threw)/);
    expect(await child.ended).toBe(0);
  });
});

describe("runCommand with a signal", () => {
  /** Aborts with the first line, which is the number of a process, and gives that number. */
  const abortedBy = async (text: string, reason: Error) => {
    const interrupt = new AbortController();
    let pid = 0;
    const onLine = (line: string) => {
      pid = Number(line);
      interrupt.abort(reason);
    };
    await expect(runCommand(sh(text), { signal: interrupt.signal, onLine })).rejects.toBe(reason);
    return pid;
  };

  it("kills the program and throws the reason", async () => {
    const pid = await abortedBy("echo $$; exec sleep 60", new Error("interrupted"));
    expect(pid).toBeGreaterThan(1);
    expect(recordOf(pid)).toBeUndefined();
  });

  it("does not wait for what the program has started", async () => {
    const began = performance.now();
    await abortedBy("sleep 4 & echo $$; wait", new Error("interrupted"));
    expect(performance.now() - began).toBeLessThan(3500);
  });

  it("starts nothing where it was aborted before", async () => {
    const [folder, signal] = [temporaryFolder(), AbortSignal.abort(new Error("before"))];
    const [made, log] = [join(folder, "made"), join(folder, "log")];
    await expect(runCommand(["touch", made], { signal, log })).rejects.toThrow("before");
    expect((await runCommand(["ls", folder])).output).toBe("");
  });
});
