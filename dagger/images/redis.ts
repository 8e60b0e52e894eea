import { fromMirror, type Image } from "./image.js";

/** Redis from Debian. Like Docker Hub's image it answers other hosts without a password, and keeps nothing. */
export const redis: Image = {
  id: "redis",
  names: ["redis:7-bookworm", "redis:7"],
  title: "Redis 7",
  on: ["debian"],
  needs: [],
  sources: ["redis.ts"],
  build: async (dag, { mirror }) =>
    fromMirror(dag, mirror, "debian:bookworm-slim")
      .withEnvVariable("DEBIAN_FRONTEND", "noninteractive")
      .withExec(["apt-get", "update"])
      .withExec(["apt-get", "install", "--yes", "--no-install-recommends", "redis-server"])
      .withExec(["sh", "-c", "rm -rf /var/lib/apt/lists/*"])
      .withoutEnvVariable("DEBIAN_FRONTEND")
      .withWorkdir("/data")
      .withExec(["chown", "redis:redis", "/data"])
      .withEntrypoint(["setpriv", "--reuid=redis", "--regid=redis", "--init-groups"])
      .withDefaultArgs(["redis-server", "--protected-mode", "no"])
      .withExposedPort(6379),
};
