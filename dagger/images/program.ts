import { join } from "node:path";
import { fromMirror, type Image } from "./image.js";

/** Both fetch things over HTTPS, and OpenTofu fetches modules with git. */
const INSTALL = `
apt-get update
apt-get install --yes --no-install-recommends ca-certificates git
rm -rf /var/lib/apt/lists/*
`;

/** An image around one program that a Go part has built, under the name its makers publish it by. */
function programImage(it: {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly part: string;
}): Image {
  return {
    id: it.id,
    names: [it.name],
    title: it.title,
    on: ["debian"],
    needs: [it.part],
    sources: ["program.ts"],
    build: async (dag, { mirror, partFolder }) =>
      fromMirror(dag, mirror, "debian:bookworm-slim")
        .withExec(["sh", "-euc", INSTALL])
        .withFile(`/usr/local/bin/${it.part}`, dag.host().file(join(partFolder(it.part), it.part)), {
          permissions: 0o755,
        })
        .withEntrypoint([it.part]),
  };
}

export const trivy = programImage({
  id: "trivy",
  title: "Trivy 0.72",
  name: "aquasec/trivy:0.72.0",
  part: "trivy",
});

export const opentofu = programImage({
  id: "opentofu",
  title: "OpenTofu 1.11",
  name: "ghcr.io/opentofu/opentofu:1.11.0",
  part: "tofu",
});
