// Answers one function call of a TypeScript module: `node start.mjs MODULE_FOLDER`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { register } from "tsx/esm/api";

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: start.mjs MODULE_FOLDER");

register({ tsconfig: join(folder, "tsconfig.json") });

const sources = readdirSync(join(folder, "src"), { recursive: true })
  .map((file) => join(folder, "src", String(file)))
  .filter((file) => /\.m?ts$/.test(file) && !/\.d\.m?ts$/.test(file));

// The module and this file must share one copy of the SDK: its decorators fill the registry that the entry point reads.
const { entrypoint } = await import(join(folder, "sdk", "index.ts"));
await entrypoint([...sources, join(folder, "sdk", "client.gen.ts")]);
