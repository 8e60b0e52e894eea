// Answers one function call of a TypeScript module: `node start.mjs MODULE_FOLDER`. With a second argument `warm` it only
// loads what every call loads, so that the caches of Node and tsx are filled when the runtime container is made.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { register } from "tsx/esm/api";

const [folder, mode] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: start.mjs MODULE_FOLDER [warm]");

register({ tsconfig: join(folder, "tsconfig.json") });

// The module and this file must share one copy of the SDK: its decorators fill the registry that the entry point reads.
const { entrypoint } = await import(join(folder, "sdk", "index.ts"));

if (mode === "warm") {
  const { resolve } = createRequire(join(folder, "package.json"));
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const load = async (name) => import(pathToFileURL(resolve(name)).href);
  // A package that cannot be loaded by its name alone may still be one that the module uses in another way.
  await Promise.allSettled(Object.keys(dependencies).map(load));
} else {
  const sources = readdirSync(join(folder, "src"), { recursive: true })
    .map((file) => join(folder, "src", String(file)))
    .filter((file) => /\.m?ts$/.test(file) && !/\.d\.m?ts$/.test(file));
  await entrypoint([...sources, join(folder, "sdk", "client.gen.ts")]);
}
