import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { folder, serverFile } from "./web";

/** Once, before any file: says why there will be no browser tests, or sees that there is a build for them. */
export function setup(): void {
  if (!process.env["BROWSER_URL"]) {
    console.log(
      "The browser tests are skipped: BROWSER_URL is not set. Give them a Chromium, for example:\n" +
        "  chromium --headless --remote-debugging-port=9222 about:blank &\n" +
        "  BROWSER_URL=http://127.0.0.1:9222 npm test",
    );
    return;
  }
  if (existsSync(serverFile)) return;
  console.log("There is no build yet: npm run build");
  const { status } = spawnSync("npm", ["run", "build"], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("npm run build failed, so there is nothing to open in a browser.");
}
