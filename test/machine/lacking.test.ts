import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { inMounts, pathWithout, ROOT, removeScratch, scratchFolder, slipway } from "./slipway-process.js";

afterAll(removeScratch);

/** What every message has: what happened with its code, what was seen, what to do; and no stack trace. */
function expectWords(said: string, code: string): void {
  expect(said).toContain(`[${code}]`);
  expect(said).toMatch(/^ {2}seen: \S/m);
  expect(said).toMatch(/^ {2}next: \S/m);
  expect(said).not.toMatch(/^\s+at \S+ .*:\d+:\d+\)?$/m);
}

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn("machine: the tests that take rights and mounts away need root, and do not run here");

describe.runIf(isRoot)("npm start on a machine that cannot hold the engine", () => {
  const cache = () => ({ XDG_CACHE_HOME: scratchFolder() });

  it("says that it needs root, and how to point at an engine elsewhere", async () => {
    // A user namespace without a mapping: the process is nobody, and has no rights outside.
    const { code, said } = await slipway(["start"], { env: cache(), before: ["unshare", "--user"] });
    expectWords(said, "MACHINE_UNFIT");
    expect(said).toContain("root (this is user 65534)");
    expect(said).toContain("_EXPERIMENTAL_DAGGER_RUNNER_HOST=tcp://HOST:PORT");
    expect(code).toBe(1);
  });

  it("says that it needs mount namespaces", async () => {
    const before = ["setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin"];
    const { code, said } = await slipway(["start"], { env: cache(), before });
    expectWords(said, "MACHINE_UNFIT");
    expect(said).toContain("mount namespaces");
    expect(said).not.toContain("missing: root");
    expect(code).toBe(1);
  });

  it("says that it needs the overlay file system", async () => {
    const list = join(scratchFolder(), "filesystems");
    writeFileSync(list, "nodev\tproc\n\text4\n");
    const before = inMounts('mount --bind "$1" /proc/filesystems', list);
    const { code, said } = await slipway(["start"], { env: cache(), before });
    expectWords(said, "MACHINE_UNFIT");
    expect(said).toContain("the overlay file system");
    expect(code).toBe(1);
  });

  it("says that it needs apt-get", async () => {
    const env = { ...cache(), PATH: pathWithout(["apt-get", "dagger"]) };
    const { code, said } = await slipway(["start"], { env });
    expectWords(said, "MACHINE_UNFIT");
    expect(said).toContain("apt-get (a Debian system)");
    expect(code).toBe(1);
  });

  it("says that it needs Go when there is neither Go nor dagger", async () => {
    const env = { ...cache(), PATH: pathWithout(["go", "dagger"]) };
    const { code, said } = await slipway(["start"], { env });
    expectWords(said, "TOOL_MISSING");
    expect(said).toContain("no `go` on the PATH, and no `dagger` either");
    expect(code).toBe(1);
  });
});

describe.runIf(isRoot)("npm test on a machine that cannot hold the engine", () => {
  const before = ["setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin"];
  // The fast suites run elsewhere; here it matters what becomes of the others.
  const only = ["test", "--without", "check,unit,cloud-run"];
  const others = ["machine", "infrastructure", "engine", "services"];

  it("says which suites did not run and why, and fails in CI", async () => {
    const { code, said } = await slipway(only, { env: { XDG_CACHE_HOME: scratchFolder(), CI: "true" }, before });
    for (const suite of others) {
      expect(said).toMatch(new RegExp(`suite ${suite}: did not run: .*MACHINE_UNFIT`));
    }
    expect(said).toMatch(new RegExp(`^tests: 0 passed, ${others.length} failed, ${others.length} skipped$`, "m"));
    expect(code).toBe(1);
  });

  it("does not fail for it on a developer's machine", async () => {
    const { code, said } = await slipway(only, { env: { XDG_CACHE_HOME: scratchFolder(), CI: "" }, before });
    expect(said).toMatch(new RegExp(`^tests: 0 passed, 0 failed, ${others.length} skipped$`, "m"));
    expect(code).toBe(0);
  });
});

describe("a registry that refuses a package", () => {
  let server: Server | undefined;
  afterEach(() => new Promise<void>((done) => (server === undefined ? done() : server.close(() => done()))));

  async function refusing(): Promise<string> {
    server = createServer((_, response) => response.writeHead(403).end("not allowed here"));
    await new Promise<void>((done) => server?.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.runIf(isRoot)("is named with Go's own words when the engine is built", async () => {
    const folder = scratchFolder();
    const env = {
      XDG_CACHE_HOME: join(folder, "cache"),
      GOPROXY: await refusing(),
      GOMODCACHE: join(folder, "modules"),
      GOFLAGS: "-modcacherw",
    };
    const { code, said } = await slipway(["engine", "up", "dagger"], { env });
    expectWords(said, "PACKAGE_REFUSED");
    expect(said).toContain("403 Forbidden");
    expect(existsSync(join(folder, "cache/slipway/parts")) && said.includes("go env GOPROXY")).toBe(true);
    expect(code).toBe(1);
  });

  it("is named with npm's own words when the packages are installed", async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, "dagger"));
    for (const file of ["package.json", "package-lock.json", "dagger/run.mjs", "dagger/lock.mjs"]) {
      cpSync(join(ROOT, file), join(folder, file));
    }
    const npm = {
      npm_config_registry: await refusing(),
      npm_config_cache: join(folder, "npm"),
      npm_config_fetch_retries: "0",
    };
    const { code, said } = await slipway(["start"], { env: npm, cwd: folder });
    expectWords(said, "PACKAGE_REFUSED");
    expect(said).toContain("npm config get registry");
    expect(said).toMatch(/npm error.*403|npm error.*not in sync/);
    expect(code).toBe(1);
  });
});

describe.runIf(isRoot)("a cache folder that cannot be used", () => {
  it("is told to be full, with what is free and what is needed", async () => {
    const folder = scratchFolder();
    const before = inMounts('mount -t tmpfs -o size=64m tmpfs "$1"', folder);
    const { code, said } = await slipway(["engine", "up"], { env: { XDG_CACHE_HOME: folder }, before });
    expectWords(said, "CACHE_UNUSABLE");
    expect(said).toMatch(/0\.1 GiB free, \d+ GiB needed/);
    expect(said).toContain("XDG_CACHE_HOME");
    expect(code).toBe(1);
  });

  it("is told to be read-only", async () => {
    const folder = scratchFolder();
    const before = inMounts('mount -t tmpfs -o ro tmpfs "$1"', folder);
    const { code, said } = await slipway(["engine", "up"], { env: { XDG_CACHE_HOME: folder }, before });
    expectWords(said, "CACHE_UNUSABLE");
    expect(said).toContain("read-only file system");
    expect(code).toBe(1);
  });
});

describe("wrong use", () => {
  it.each([
    [["engine"], "npm run engine takes a verb"],
    [["engine", "upp"], '"upp"'],
    [["engine", "up", "no-such-part"], '"no-such-part"'],
  ])("%s is answered with what there is, and exit code 2", async (args, words) => {
    const { code, said } = await slipway(args);
    expectWords(said, "USAGE");
    expect(said).toContain(words);
    expect(code).toBe(2);
  });
});

describe("an engine named by the environment that does not answer", () => {
  it.each(["unix:///nowhere/engine.sock", "tcp://127.0.0.1:1"])("is told at once: %s", async (host) => {
    const { code, said } = await slipway(["start"], { env: { _EXPERIMENTAL_DAGGER_RUNNER_HOST: host } });
    expect(said).toContain(`engine: ${host} (named by _EXPERIMENTAL_DAGGER_RUNNER_HOST)`);
    expectWords(said, "ENGINE_UNREACHABLE");
    expect(code).toBe(1);
  });
});

describe("a machine with a dagger of its own", () => {
  /** A PATH that begins with programs made of one line of shell each. */
  function pathWith(programs: Readonly<Record<string, string>>): string {
    const folder = scratchFolder();
    for (const [name, line] of Object.entries(programs)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    }
    return `${folder}:${pathWithout(["dagger", "docker", "podman", "nerdctl"])}`;
  }
  const dagger = 'echo "dagger was called with $*"; exit 7';

  it("is used as it is when a container runtime answers, with its exit code", async () => {
    const PATH = pathWith({ dagger, docker: "exit 1", podman: '[ "$1" = info ]' });
    const { code, said } = await slipway(["dagger", "call", "deploy", "--env", "local"], { env: { PATH } });
    expect(said).toMatch(/^slipway: engine: \S+\/dagger with podman$/m);
    expect(said).toContain("dagger was called with call deploy --env local");
    expect(code).toBe(7);
  });

  it("gets the embedded engine when no container runtime answers", async () => {
    const PATH = pathWith({ dagger, docker: "exit 1" });
    const { said } = await slipway(["engine", "status"], { env: { PATH, XDG_CACHE_HOME: scratchFolder() } });
    expect(said).toContain("not running");
    const before = ["setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin"];
    const start = await slipway(["start"], { env: { PATH, XDG_CACHE_HOME: scratchFolder() }, before });
    expect(start.said).toContain("engine: embedded (no container runtime that dagger could use)");
    expect(start.code).toBe(1);
  });
});
