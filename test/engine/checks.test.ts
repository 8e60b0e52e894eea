import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT } from "./dagger-cli.js";
import { signalGroup } from "./process-group.js";
import { NEVER_SEEN, nodeService, ScratchRepository } from "./scratch-repository.js";

const CONFIG = `name: shop
repository: https://example.com/shop
services:
  one: { path: services/one }
  two: { path: services/two }
`;

/** How often the command that says so has really run. */
function runs(stderr: string, said: string): number {
  return stderr.split("\n").filter((line) => line.endsWith(said)).length;
}

describe("checks of a repository with two services", () => {
  const services = { ...nodeService("one", NEVER_SEEN), ...nodeService("two", NEVER_SEEN) };
  const shop = new ScratchRepository({ "slipway.yaml": CONFIG, ...services });
  const commit = shop.commit("first");
  afterAll(() => shop.remove());

  it("runs what each service's files suggest, and says it in text, JSON and Markdown", async () => {
    const text = await shop.call("lint");
    expect(text.stdout).toMatch(/^Passed: lint of one and two in \d+\.\d s\.\n/);
    expect(text.stdout).toMatch(/^one +lint +\d+\.\d s +npm run lint$/m);
    expect(text.code).toBe(0);
    expect(runs(text.stderr, "lint ran in one")).toBe(1);

    const { results } = JSON.parse((await shop.call("lint", "--format", "json")).stdout);
    expect(results).toMatchObject([
      { stage: "lint", service: "one", outcome: "passed", repeat: ["dagger", "call", "lint", "--services", "one"] },
      { stage: "lint", service: "two", outcome: "passed" },
    ]);
    const summary = await shop.call("lint", "--format", "summary", "--services", "two");
    expect(summary.stdout).toMatch(/^## ✅ lint passed/);
    expect(summary.stdout).not.toContain("one");
  });

  it("runs again only what a change concerns", async () => {
    const first = await shop.call("test");
    expect([runs(first.stderr, "test ran in one"), runs(first.stderr, "test ran in two")]).toEqual([1, 1]);
    shop.write({ "services/one/lib.mjs": "export const one = 1;\n" });
    const changed = await shop.call("test");
    expect([runs(changed.stderr, "test ran in one"), runs(changed.stderr, "test ran in two")]).toEqual([1, 0]);
    shop.write({ "README.md": "# Shop\n" });
    const unrelated = await shop.call("test");
    expect([runs(unrelated.stderr, "test ran in one"), runs(unrelated.stderr, "test ran in two")]).toEqual([0, 0]);
    expect(unrelated.stdout).toContain("Passed: test of one and two");
    expect(unrelated.code).toBe(0);
  });

  it("gives an image as a container, with the labels of the commit that changed it last", async () => {
    const elsewhere = shop.commit("docs", { "README.md": "# The shop\n" });
    const label = async (name: string) =>
      (await shop.call("build", "--service", "two", "label", "--name", `org.opencontainers.image.${name}`)).stdout;
    expect(await label("revision")).toBe(commit);
    expect(commit).not.toBe(elsewhere);
    expect(await label("created")).toBe("2026-01-02T03:04:05Z");
    expect(await label("source")).toBe("https://example.com/shop");
  });

  it("builds the same bytes again, though everything in them is made anew", async () => {
    const made = (nonce: string) => ({
      "slipway.yaml": `${CONFIG}  made: { path: services/made, image: { args: { NONCE: "${nonce}" } } }\n`,
      "services/made/Dockerfile": [
        "FROM node:22-bookworm-slim AS build",
        "ARG NONCE",
        "RUN mkdir /made && echo built > /made/file",
        "FROM node:22-bookworm-slim",
        "COPY --from=build /made /made",
        "COPY notes.txt /made/notes.txt",
      ].join("\n"),
      "services/made/notes.txt": "notes\n",
    });
    shop.commit("made", made("one"));
    const digest = async () => {
      const { results } = JSON.parse((await shop.call("images", "--services", "made", "--format", "json")).stdout);
      return results[0].image.digest;
    };
    const first = await digest();
    shop.write(made("two"));
    expect(await digest()).toBe(first);
    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
    shop.write({ "slipway.yaml": CONFIG });
    shop.commit("without made");
  });

  it("runs an image with `up`", async () => {
    const port = await freePort();
    const cli = process.env["SLIPWAY_TEST_DAGGER"] ?? "";
    const args = ["--progress", "plain", "-m", ROOT, "call", "--source", ".", "build", "--service", "one"];
    const up = spawn(cli, [...args, "up", "--ports", `${port}:8080`], {
      cwd: shop.folder,
      stdio: "ignore",
      detached: true,
    });
    try {
      const hello = async () => (await fetch(`http://127.0.0.1:${port}/`)).text();
      await expect.poll(hello, { timeout: 120_000, interval: 500 }).toBe("hello");
    } finally {
      signalGroup(up.pid, "SIGINT");
      await new Promise((resolve) => up.once("exit", resolve));
    }
  });

  it("shows the Dockerfile that a preset stands for", async () => {
    const { stdout } = await shop.call("dockerfile", "--service", "one", "contents");
    expect(stdout).toContain("FROM node:22-bookworm-slim AS base");
    expect(stdout).toContain('CMD ["node","server.mjs"]');
  });

  it("takes only what changed since a commit, and says what else it knows", async () => {
    const base = shop.git("rev-parse", "HEAD");
    shop.commit("two", { "services/two/lib.mjs": "export const two = 2;\n" });
    const affected = await shop.call("affected", "--since", base);
    expect(affected.stdout).toContain("two  its own files: services/two/lib.mjs");
    const lint = await shop.call("lint", "--since", base);
    expect(lint.stdout).toMatch(/^Passed: lint of two in/);
    expect(lint.stdout).toContain("Not taken: one.");
    expect(lint.stdout).toContain("Work that is not committed is not counted.");
    const none = await shop.call("lint", "--since", "HEAD");
    expect(none.stdout).toMatch(/^Nothing to check: no service is taken/);
    expect(none.code).toBe(0);
  });

  it.each([
    ["no-such-branch", "SINCE_UNKNOWN"],
    ["main..HEAD", "SINCE_INVALID"],
  ])("refuses --since %s", async (since, code) => {
    const { code: exitCode, stderr } = await shop.call("lint", "--since", since);
    expect(stderr).toContain(`[${code}]`);
    expect(exitCode).toBe(1);
  });

  it("says that a shallow clone does not hold what --since names", async () => {
    const { folder } = shop;
    const shallow = new ScratchRepository({});
    shallow.git("fetch", "--quiet", "--depth=1", `file://${folder}`, "main");
    shallow.git("checkout", "--quiet", "FETCH_HEAD");
    const { code, stderr } = await shallow.call("lint", "--since", commit);
    shallow.remove();
    expect(stderr).toContain("[HISTORY_NOT_FETCHED]");
    expect(stderr).toContain("fetch-depth: 0");
    expect(code).toBe(1);
  });

  it("names the services there are when it is asked for another", async () => {
    const { code, stderr } = await shop.call("lint", "--services", "tow");
    expect(stderr).toContain("[SERVICE_UNKNOWN]");
    expect(stderr).toContain("did you mean `two`?");
    expect(code).toBe(1);
  });

  it("pins images by the digests in slipway.lock, and refuses others", async () => {
    const { code } = await shop.call("lock", "-o", "slipway.lock");
    expect(code).toBe(0);
    const pinned = await shop.call("dockerfile", "--service", "one", "contents");
    expect(pinned.stdout).toMatch(/^FROM node:22-bookworm-slim@sha256:[0-9a-f]{64} AS base$/m);
    const built = await shop.call("images", "--services", "one");
    expect(built.stdout).not.toContain("Images by tag");
    expect(built.code).toBe(0);
    shop.write({ "slipway.lock": "images: {}\n" });
    expect((await shop.call("images", "--services", "one")).stderr).toContain("[IMAGE_UNPINNED]");
    shop.write({ "slipway.lock": "images: [node]\n" });
    expect((await shop.call("lint")).stderr).toContain("[LOCK_INVALID]");
  });
});

describe("checks that fail", () => {
  const junit = (message: string) =>
    `<testsuites><testsuite name="cart"><testcase name="adds up" time="0.1"><failure message="${message}"/></testcase><testcase name="is empty" time="0.1"/></testsuite></testsuites>`;
  const shop = new ScratchRepository({
    "slipway.yaml": `name: shop
services:
  red: { path: services/red, tests: { junit: [report.xml] } }
  slow: { path: services/slow, commands: { test: [node, slow.mjs], timeout: 2s } }
  bare: { path: services/bare }
`,
    ...nodeService("red", {
      "test.mjs": `import { writeFileSync } from "node:fs";
writeFileSync("report.xml", ${JSON.stringify(junit("expected 3, got 4"))});
console.log("test ran in red");
process.exit(1);
`,
    }),
    ...nodeService("slow", { "slow.mjs": `console.log("waiting"); setInterval(() => {}, 1000);\n` }),
    "services/bare/notes.txt": "nothing here\n",
  });
  shop.commit("first");
  afterAll(() => shop.remove());

  it("tells every failure with its reason and how to repeat it, and ends with 1", async () => {
    const { code, stdout, stderr } = await shop.call("test");
    expect(stderr).toContain("Failed: test of red and test of slow. 0 of 3 checks passed, 1 has no command");
    expect(stderr).toContain("test of red failed: 1 of 2 tests failed");
    expect(stderr).toContain("expected 3, got 4");
    expect(stderr).toContain("to repeat: dagger call test --services red");
    expect(stderr).toContain("`node slow.mjs` took longer than its limit of 2 s and was ended");
    expect(stderr).toMatch(/\| waiting$/m);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  it("tries what failed again, though nothing has changed", async () => {
    const again = await shop.call("test", "--services", "red");
    expect(runs(again.stderr, "test ran in red")).toBe(1);
    expect(again.code).toBe(1);
  });

  it("says what is missing where nothing says how to build a service", async () => {
    const { code, stderr } = await shop.call("build", "--service", "bare", "user");
    expect(stderr).toContain("Nothing says how to build bare.");
    expect(stderr).toContain("write a Dockerfile there");
    expect(code).toBe(1);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
