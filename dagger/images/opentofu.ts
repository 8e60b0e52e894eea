import { join } from "node:path";
import { fromMirror, type Image } from "./image.js";

/** OpenTofu, built from its Go module, under the name its makers publish it by. */
export const opentofu: Image = {
  id: "opentofu",
  names: ["ghcr.io/opentofu/opentofu:1.11.0"],
  title: "OpenTofu 1.11",
  on: ["debian"],
  needs: ["tofu"],
  sources: ["opentofu.ts"],
  build: async (dag, { mirror, partFolder }) =>
    fromMirror(dag, mirror, "debian:bookworm-slim")
      .withExec([
        "sh",
        "-euc",
        "apt-get update && apt-get install --yes --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*",
      ])
      .withFile("/usr/local/bin/tofu", dag.host().file(join(partFolder("tofu"), "tofu")), { permissions: 0o755 })
      .withEntrypoint(["tofu"]),
};
