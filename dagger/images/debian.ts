import { join } from "node:path";
import type { Image } from "./image.js";
import { layOutOciImage } from "./oci-archive.js";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Left out because no container reads it, as Docker Hub's slim variant does. */
const UNREAD = ["/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*"];

/**
 * Debian's own packages, put together by mmdebstrap: the first image, the one that all others stand on. Like Docker Hub's
 * it has no ca-certificates: the engine then adds a host's own authorities by writing one file, instead of running
 * update-ca-certificates twice around every command, which costs more than a second each time.
 */
export const debian: Image = {
  id: "debian",
  names: ["debian:bookworm-slim"],
  title: "Debian 12 slim",
  on: [],
  needs: ["packages"],
  sources: ["debian.ts", "oci-archive.ts"],
  build: async (dag, { scratch, run }) => {
    const layer = join(scratch, "layer.tar");
    const folder = join(scratch, "oci");
    const archive = join(scratch, "debian.oci.tar");
    const exclude = UNREAD.map((path) => `--dpkgopt=path-exclude=${path}`);
    await run(["mmdebstrap", "--variant=minbase", "--include=netbase", ...exclude, "bookworm", layer]);
    await layOutOciImage({ layer, folder, env: [`PATH=${PATH}`] });
    await run(["tar", "--create", "--file", archive, "--directory", folder, "."]);
    return dag.container().import_(dag.host().file(archive)).withDefaultArgs(["bash"]);
  },
};
