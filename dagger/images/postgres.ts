import { join } from "node:path";
import { fromMirror, type Image } from "./image.js";

/** PostgreSQL from Debian, started the way Docker Hub's image is: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB. */
export const postgres: Image = {
  id: "postgres",
  names: ["postgres:15-bookworm", "postgres:15"],
  title: "PostgreSQL 15",
  on: ["debian"],
  needs: [],
  sources: ["postgres.ts", "postgres-entrypoint.sh"],
  build: async (dag, { mirror }) =>
    fromMirror(dag, mirror, "debian:bookworm-slim")
      .withEnvVariable("DEBIAN_FRONTEND", "noninteractive")
      // The package would otherwise make a cluster of its own, for a user who never comes.
      .withNewFile("/etc/postgresql-common/createcluster.conf", "create_main_cluster = false\n")
      .withExec(["apt-get", "update"])
      .withExec(["apt-get", "install", "--yes", "--no-install-recommends", "postgresql-15", "locales-all"])
      .withExec(["sh", "-c", "rm -rf /var/lib/apt/lists/*"])
      .withoutEnvVariable("DEBIAN_FRONTEND")
      .withEnvVariable(
        "PATH",
        "/usr/lib/postgresql/15/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      )
      .withEnvVariable("PGDATA", "/var/lib/postgresql/data")
      .withEnvVariable("LANG", "en_US.utf8")
      .withFile(
        "/usr/local/bin/docker-entrypoint.sh",
        dag.host().file(join(import.meta.dirname, "postgres-entrypoint.sh")),
        { permissions: 0o755 },
      )
      .withEntrypoint(["docker-entrypoint.sh"])
      .withDefaultArgs(["postgres"])
      .withExposedPort(5432),
};
