import { createServer } from "node:net";

/** Ports that are given away by this process and may not be listened on yet. */
const taken = new Set<number>();

/** A loopback port that nobody listens on. It is given to nobody else in this process until it is released. */
export async function takeFreePort(): Promise<{ readonly port: number; readonly release: () => void }> {
  for (;;) {
    const port = await unusedPort();
    if (taken.has(port)) continue;
    taken.add(port);
    return { port, release: () => taken.delete(port) };
  }
}

function unusedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("a TCP server without a port"));
        else resolve(address.port);
      });
    });
  });
}
