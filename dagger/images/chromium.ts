import { join } from "node:path";
import { fromMirror, type Image } from "./image.js";

/** Chromium's headless shell from Debian, driven through the DevTools protocol on port 9222. */
export const chromium: Image = {
  id: "chromium",
  names: ["chromedp/headless-shell:stable"],
  title: "Chromium",
  on: ["debian"],
  needs: [],
  sources: ["chromium.ts", "chromium-entrypoint.sh"],
  build: async (dag, { mirror }) =>
    fromMirror(dag, mirror, "debian:bookworm-slim")
      .withEnvVariable("DEBIAN_FRONTEND", "noninteractive")
      .withExec(["apt-get", "update"])
      .withExec([
        ...["apt-get", "install", "--yes", "--no-install-recommends"],
        ...["chromium-headless-shell", "fonts-liberation", "socat"],
      ])
      .withExec(["sh", "-c", "rm -rf /var/lib/apt/lists/*"])
      .withoutEnvVariable("DEBIAN_FRONTEND")
      .withExec(["useradd", "--create-home", "chromium"])
      .withFile(
        "/usr/local/bin/chromium-entrypoint.sh",
        dag.host().file(join(import.meta.dirname, "chromium-entrypoint.sh")),
        { permissions: 0o755 },
      )
      .withEntrypoint(["chromium-entrypoint.sh"])
      .withDefaultArgs([])
      .withExposedPort(9222),
};
