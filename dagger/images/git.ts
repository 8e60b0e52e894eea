import { fromMirror, type Image } from "./image.js";

/** Git from Debian, under the name of Docker Hub's image of source control programs. */
export const git: Image = {
  id: "git",
  names: ["buildpack-deps:bookworm-scm"],
  title: "Git",
  on: ["debian"],
  needs: [],
  sources: ["git.ts"],
  build: async (dag, { mirror }) =>
    fromMirror(dag, mirror, "debian:bookworm-slim")
      .withEnvVariable("DEBIAN_FRONTEND", "noninteractive")
      .withExec(["apt-get", "update"])
      .withExec(["apt-get", "install", "--yes", "--no-install-recommends", "git"])
      .withExec(["sh", "-c", "rm -rf /var/lib/apt/lists/*"])
      .withoutEnvVariable("DEBIAN_FRONTEND"),
};
