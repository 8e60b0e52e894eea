import { describe, expect, it, vi } from "vitest";
import { connect } from "../src/database/index.js";
import { ownApp } from "./own-database.js";
import { Running, run } from "./run.js";

const { url } = ownApp();
const local = { HOST: "127.0.0.1", PORT: "0", K_REVISION: "listings-00007-xyz" };

async function start(env: NodeJS.ProcessEnv) {
  const server = new Running("server.ts", { ...local, ...env });
  const [, origin = ""] = await server.prints(/Server listening at (http:[^"]+)/);
  return { server, origin };
}

describe("server.ts", () => {
  it("finishes the request in flight after SIGTERM, refuses new connections and exits 0", async () => {
    const { server, origin } = await start({ DATABASE_URL: url });
    const locker = await connect(url);
    await locker.query("begin; lock table listings in access exclusive mode");

    const slow = fetch(`${origin}/v1/listings`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "slow-1" },
      body: JSON.stringify({ title: "Sold while closing", priceCents: 1 }),
    });
    await server.prints(/"requestId":"slow-1".*"message":"incoming request"/);
    server.signal("SIGTERM");
    await server.prints(/"signal":"SIGTERM","message":"closing/);
    await vi.waitFor(() => expect(fetch(`${origin}/health`)).rejects.toThrow("fetch failed"));

    await locker.query("rollback");
    await locker.end();
    const response = await slow;
    expect([response.status, await response.json()]).toMatchObject([201, { title: "Sold while closing" }]);
    expect(await server.finished()).toMatchObject({ code: 0, stderr: "" });
  });

  it("closes at SIGINT too, without waiting for connections that idle", async () => {
    const { server, origin } = await start({ DATABASE_URL: url });
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    server.signal("SIGINT");
    expect((await server.finished()).code).toBe(0);
  });

  it("logs one JSON object per line, with severity, revision and request id, and never the database's URL", async () => {
    const { server, origin } = await start({ DATABASE_URL: "postgres://app:hunter2@127.0.0.1:1/nowhere" });
    const response = await fetch(`${origin}/v1/listings`, { headers: { "x-request-id": "broken-1" } });
    expect(response.status).toBe(500);
    server.signal("SIGTERM");
    const { stdout, stderr } = await server.finished();

    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        severity: "ERROR",
        revision: "listings-00007-xyz",
        requestId: "broken-1",
        message: "unexpected error",
      }),
    );
    expect(stdout + stderr).not.toMatch(/hunter2|postgres:\/\//);
  });

  it.each([
    ["missing", {}, "DATABASE_URL is missing; set it to postgres://USER:PASSWORD@HOST:5432/DATABASE"],
    [
      "malformed",
      { DATABASE_URL: "hunter2" },
      "DATABASE_URL is not of the form postgres://USER:PASSWORD@HOST:5432/DATABASE",
    ],
  ])("exits 2 with one clear message when DATABASE_URL is %s", async (_what, env, problem) => {
    const { code, stdout, stderr } = await run("server.ts", env);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: `The environment is not valid:\n  ${problem}\n`,
    });
  });
});
