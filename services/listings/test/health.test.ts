import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { buildApp } from "../src/app.js";
import { connect, openDatabase } from "../src/database/index.js";
import { type App, ownApp } from "./own-database.js";

const { app, database, url } = ownApp();

/** The app, with something in the place of its database that treats each connection as told. */
async function appOn(treat: (socket: Socket) => void): Promise<App> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    treat(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const database = openDatabase(`postgres://app:secret@127.0.0.1:${port}/listings`);
  const built = buildApp({ config: { LOG_LEVEL: "silent", K_REVISION: "local" }, database });
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await built.close();
    await database.$client.end();
  });
  return built;
}

describe.each(["/healthz", "/health"])("GET %s", (path) => {
  it("is 200 and names the revision while the database answers", async () => {
    const response = await app.inject(path);
    expect([response.statusCode, response.json()]).toEqual([200, { status: "ok", revision: "listings-00042-abc" }]);
  });

  it("is 200 again when idle connections have been cut, as by a restart of the database", async () => {
    await app.inject(path);
    const cut = once(database.$client, "error");
    const others =
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
    const client = await connect(url);
    await client.query(others);
    await client.end();
    await cut;
    expect((await app.inject(path)).statusCode).toBe(200);
  });

  it("is 503 when the database hangs up", async () => {
    const response = await (await appOn((socket) => socket.destroy())).inject(path);
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({ status: "unavailable", reason: "database unreachable" });
  });

  it("is 503 within its own time limit when the database does not answer", async () => {
    const response = await (await appOn(() => {})).inject(path);
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({ status: "unavailable", reason: "database timed out" });
  });
});
