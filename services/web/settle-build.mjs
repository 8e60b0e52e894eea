import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

/**
 * After `next build`: the keys of its draft mode, which it draws at random, become ones made from the build id, so that
 * the same source gives the same files. Nothing here has drafts, nor pages kept from before, which those keys guard.
 */
const root = new URL("./.next/", import.meta.url);
const buildId = readFileSync(new URL("BUILD_ID", root), "utf8").trim();
const keys = JSON.parse(readFileSync(new URL("server/preview-props.json", root), "utf8"));

for (const folder of [".", "standalone/.next"]) {
  for (const name of ["prerender-manifest.json", "server/preview-props.json"]) {
    const file = new URL(`${folder}/${name}`, root);
    let text = readFileSync(file, "utf8");
    for (const [name, key] of Object.entries(keys)) {
      if (!text.includes(key))
        throw new Error(`${file.pathname} does not hold ${name}: Next.js keeps it elsewhere now.`);
      const settled = createHash("sha256").update(`${name} ${buildId}`).digest("hex").slice(0, key.length);
      text = text.replaceAll(key, settled);
    }
    writeFileSync(file, text);
  }
}
