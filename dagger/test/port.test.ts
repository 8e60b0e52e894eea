import { createServer, type Server } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { freePort } from "../engine/port.js";

/** A server on a port, or on any free one. */
const listening = (host: string, port = 0) =>
  new Promise<{ readonly server: Server; readonly port: number }>((resolve, reject) => {
    const server = createServer();
    onTestFinished(() => void server.close());
    server.on("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve({ server, port: typeof address === "object" ? (address?.port ?? 0) : 0 });
    });
  });

describe("freePort", () => {
  it("is the preferred one, if nothing listens on it", async () => {
    const { server, port } = await listening("127.0.0.1");
    await new Promise((resolve) => server.close(resolve));
    expect(await freePort(port)).toBe(port);
  });

  it.each(["127.0.0.1", "0.0.0.0", "::"])("is a later one, if something listens at %s", async (host) => {
    const { port } = await listening(host);
    const free = await freePort(port);
    expect(free).toBeGreaterThan(port);
    expect(free).toBeLessThan(port + 100);
  });

  it("can be listened on at once", async () => {
    const { port } = await listening("127.0.0.1");
    const free = await freePort(port);
    expect((await listening("127.0.0.1", free)).port).toBe(free);
  });
});
