import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { addressOf, answers } from "../engine/answers.js";
import { Child } from "./child.js";
import { temporaryFolder } from "./temporary.js";

describe("answers", () => {
  const socketPath = () => join(temporaryFolder(), "x.sock");

  const serving = async (at: { readonly path: string } | { readonly port: number; readonly host: string }) => {
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(at, resolve));
    return server;
  };
  const closed = (server: Server) => new Promise((resolve) => server.close(resolve));

  it("is so while somebody listens at a socket", async () => {
    const path = socketPath();
    const server = await serving({ path });
    expect(await answers(path)).toBe(true);
    expect(await answers({ path })).toBe(true);
    await closed(server);
    expect(await answers(path)).toBe(false);
  });

  it("is so while somebody listens at a port", async () => {
    const server = await serving({ host: "127.0.0.1", port: 0 });
    const { port } = server.address() as AddressInfo;
    expect(await answers({ host: "127.0.0.1", port })).toBe(true);
    await closed(server);
    expect(await answers({ host: "127.0.0.1", port })).toBe(false);
  });

  it("is not so for a socket whose owner was killed", async () => {
    const path = socketPath();
    const listen = `require("node:net").createServer().listen(${JSON.stringify(path)}, () => console.log("up"))`;
    const owner = new Child([process.execPath, "-e", listen]);
    await owner.says(/up/);
    expect(await answers(path)).toBe(true);
    owner.process.kill("SIGKILL");
    await owner.ended;
    expect(await answers(path)).toBe(false);
  });

  it("is not so for a plain file, or for nothing", async () => {
    const path = socketPath();
    expect(await answers(path)).toBe(false);
    writeFileSync(path, "");
    expect(await answers(path)).toBe(false);
  });
});

describe("addressOf", () => {
  it.each([
    ["unix:///run/dagger/engine.sock", { path: "/run/dagger/engine.sock" }],
    ["tcp://engine.test:1234", { host: "engine.test", port: 1234 }],
    ["tcp://10.0.0.2:80", { host: "10.0.0.2", port: 80 }],
    ["tcp://[::1]:1234", { host: "::1", port: 1234 }],
  ])("finds %s at %j", (runnerHost, address) => {
    expect(addressOf(runnerHost)).toEqual(address);
  });

  it.each([
    "docker-container://engine",
    "kube-pod://engine?namespace=x",
    "tcp://engine.test",
    "tcp://",
    "engine:1234",
    "",
  ])("leaves %j to the CLI", (runnerHost) => {
    expect(addressOf(runnerHost)).toBeUndefined();
  });
});
