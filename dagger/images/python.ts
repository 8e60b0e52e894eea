import { join } from "node:path";
import { AUTHORITIES, fromMirror, type Image } from "./image.js";

/** Python 3.11 from Debian with pip, and beside it uv from PyPI, checked against the hashes in `python/uv.txt`. */
export const python: Image = {
  id: "python",
  names: ["python:3.11-slim-bookworm"],
  title: "Python 3.11",
  on: ["debian"],
  needs: [],
  sources: ["python.ts"],
  build: async (dag, { mirror }) =>
    fromMirror(dag, mirror, "debian:bookworm-slim")
      .withEnvVariable("DEBIAN_FRONTEND", "noninteractive")
      .withExec(["apt-get", "update"])
      .withExec([
        "apt-get",
        "install",
        "--yes",
        "--no-install-recommends",
        "ca-certificates",
        "python3",
        "python3-venv",
        "python3-pip",
      ])
      .withExec(["sh", "-c", "rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED"])
      .withoutEnvVariable("DEBIAN_FRONTEND")
      .withExec(["ln", "-s", "/usr/bin/python3", "/usr/local/bin/python"])
      // uv and requests carry a list of authorities of their own; these make them read the system's.
      .withEnvVariable("REQUESTS_CA_BUNDLE", AUTHORITIES)
      .withEnvVariable("SSL_CERT_FILE", AUTHORITIES)
      .withDefaultArgs(["python3"]),
};

export const uv: Image = {
  id: "uv",
  names: ["astral/uv:python3.11-bookworm-slim"],
  title: "uv with Python 3.11",
  on: ["python"],
  needs: [],
  sources: ["python.ts", "python/uv.txt"],
  build: async (dag, { mirror }) =>
    fromMirror(dag, mirror, "python:3.11-slim-bookworm")
      .withMountedFile("/tmp/uv.txt", dag.host().file(join(import.meta.dirname, "python", "uv.txt")))
      .withExec(["pip", "install", "--no-cache-dir", "--require-hashes", "--requirement", "/tmp/uv.txt"])
      .withoutMount("/tmp/uv.txt")
      .withEnvVariable("UV_PYTHON", "/usr/bin/python3")
      .withEnvVariable("UV_SYSTEM_CERTS", "true"),
};
