import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyOfCheckout, dagger, ROOT } from "./dagger-cli.js";

function edit(file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(file, "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, after);
}

describe("dagger call deploy --env local", () => {
  it("builds, migrates, starts and smoke-tests the services of this checkout", async () => {
    const { code, stdout } = await dagger(["call", "deploy", "--env", "local"]);
    expect(stdout).toMatch(/^Deployed listings, prices, web to local in \d+\.\d s\./);
    for (const step of ["build", "uses", "migrate", "check", "seed", "start"])
      expect(stdout).toMatch(new RegExp(`^  ${step} +\\d`, "m"));
    expect(stdout).toContain("GET /health gave 200");
    expect(stdout).toContain("POST /v1/listings gave 201");
    expect(code).toBe(0);
  });

  it("really runs again when nothing has changed", async () => {
    const { stderr, code } = await dagger(["call", "deploy", "--env", "local"]);
    expect(stderr).toContain("exec node dist/server.js");
    expect(code).toBe(0);
  });

  it("names the environments there are when asked for another", async () => {
    const { code, stderr } = await dagger(["call", "deploy", "--env", "lokal"]);
    expect(stderr).toContain("[ENVIRONMENT_UNKNOWN]");
    expect(stderr).toContain("did you mean `local`?");
    expect(stderr).not.toMatch(/^\s+at .*\(.*:\d+:\d+\)/m);
    expect(code).toBe(1);
  });
});

describe("dagger call deploy --env local, in a copy of the repository in another folder", () => {
  let copy: string;
  beforeAll(() => {
    copy = copyOfCheckout();
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it("deploys", async () => {
    const { code, stdout } = await dagger(["call", "deploy", "--env", "local"], copy);
    expect(stdout).toMatch(/^Deployed listings, prices, web to local/);
    expect(code).toBe(0);
  });

  it("fails with exit code 1 and the reason when a smoke test does not pass", async () => {
    const config = join(copy, "slipway.yaml");
    const before = readFileSync(config, "utf8");
    edit(config, "status: 201", "status: 204");
    const { code, stdout, stderr } = await dagger(["call", "deploy", "--env", "local"], copy);
    writeFileSync(config, before);
    expect(stderr).toContain("Not deployed to local: listings failed");
    expect(stderr).toMatch(/POST \/v1\/listings failed 3 times; status: seen 201 .* wanted 204/);
    expect(stdout).not.toContain("Deployed");
    expect(code).toBe(1);
  });

  it("fails with exit code 1 and the server's last words when the image does not start", async () => {
    const dockerfile = join(copy, "services/listings/Dockerfile");
    const before = readFileSync(dockerfile, "utf8");
    edit(dockerfile, 'CMD ["node", "dist/server.js"]', 'CMD ["node", "dist/not-there.js"]');
    const { code, stderr } = await dagger(["call", "deploy", "--env", "local"], copy);
    writeFileSync(dockerfile, before);
    expect(stderr).toContain("listings, start: it did not open port 8080");
    expect(stderr).toContain("dist/not-there.js");
    expect(code).toBe(1);
  });

  it("fails with exit code 1 and the compiler's words when the image cannot be built", async () => {
    const source = join(copy, "services/listings/src/server.ts");
    const before = readFileSync(source, "utf8");
    writeFileSync(source, `${before}\nconst wrong: number = "text";\n`);
    const { code, stderr } = await dagger(["call", "deploy", "--env", "local"], copy);
    writeFileSync(source, before);
    expect(stderr).toMatch(/listings, build: the image could not be built/);
    expect(stderr).toContain("Type 'string' is not assignable to type 'number'");
    expect(code).toBe(1);
  });

  it("lists every problem of a slipway.yaml with its place", async () => {
    const config = join(copy, "slipway.yaml");
    const before = readFileSync(config, "utf8");
    edit(config, "port: 8080", "port: 99999\n    prot: 1");
    const { code, stderr } = await dagger(["call", "deploy", "--env", "local"], copy);
    writeFileSync(config, before);
    expect(stderr).toMatch(/slipway\.yaml:\d+:\d+ services\.listings\.port: seen 99999/);
    expect(stderr).toMatch(/slipway\.yaml:\d+:\d+ services\.listings\.prot: .*did you mean `port`\?/);
    expect(code).toBe(1);
  });
});

describe("dagger -m SLIPWAY call --source . deploy, from another repository", () => {
  let other: string;
  beforeAll(() => {
    other = mkdtempSync(join(tmpdir(), "slipway-other-"));
    cpSync(join(ROOT, "services/listings"), join(other, "app"), {
      recursive: true,
      filter: (path) => !path.includes("node_modules") && !path.endsWith("/dist"),
    });
    const [, listings = ""] =
      /\n( {2}listings:\n.*?)\n {2}prices:/s.exec(readFileSync(join(ROOT, "slipway.yaml"), "utf8")) ?? [];
    const service = listings.replace("path: services/listings", "path: app");
    writeFileSync(join(other, "slipway.yaml"), `name: other\nservices:\n${service}\n`);
  });
  afterAll(() => rmSync(other, { recursive: true, force: true }));

  it("deploys the other repository's services", async () => {
    const { code, stdout } = await dagger(["-m", ROOT, "call", "--source", ".", "deploy", "--env", "local"], other);
    expect(stdout).toMatch(/^Deployed listings to local/);
    expect(code).toBe(0);
  });

  it("says how to name the repository when there is no slipway.yaml", async () => {
    rmSync(join(other, "slipway.yaml"));
    const { code, stderr } = await dagger(["-m", ROOT, "call", "--source", ".", "deploy", "--env", "local"], other);
    expect(stderr).toContain("[CONFIG_NOT_FOUND]");
    expect(stderr).toContain("--source .");
    expect(code).toBe(1);
  });
});
