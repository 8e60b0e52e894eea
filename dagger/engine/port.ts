import { createServer } from "node:net";
import { SlipwayError } from "../../pipelines/errors/index.js";

/** The first port from `preferred` on that nothing listens on at 127.0.0.1. */
export async function freePort(preferred: number): Promise<number> {
  for (let port = preferred; port < preferred + 100; port++) if (await isFree(port)) return port;
  throw new SlipwayError("ENGINE_NOT_STARTED", {
    what: "There is no free port for the image mirror.",
    saw: `something listens on every port from ${preferred} to ${preferred + 99} at 127.0.0.1`,
    next: "stop one of those programs, then run the same command again.",
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
