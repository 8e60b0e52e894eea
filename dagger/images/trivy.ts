import { join } from "node:path";
import { fromMirror, type Image } from "./image.js";

/** Trivy, built from its Go module. */
export const trivy: Image = {
  id: "trivy",
  names: ["aquasec/trivy:0.72.0"],
  title: "Trivy 0.72",
  on: ["debian"],
  needs: ["trivy"],
  sources: ["trivy.ts"],
  build: async (dag, { mirror, partFolder }) =>
    fromMirror(dag, mirror, "debian:bookworm-slim")
      .withExec([
        "sh",
        "-euc",
        "apt-get update && apt-get install --yes --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*",
      ])
      .withFile("/usr/local/bin/trivy", dag.host().file(join(partFolder("trivy"), "trivy")), { permissions: 0o755 })
      .withEntrypoint(["trivy"]),
};
