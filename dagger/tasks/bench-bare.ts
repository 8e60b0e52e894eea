import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./task.js";

/** A module of functions that do nothing, with this module's packages and folders around them. */
export async function bareModule(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await cp(join(ROOT, "dagger.json"), join(folder, "dagger.json"));
  const isCopied = (path: string) => !/\/(node_modules|sdk|test)(\/|$)/.test(path.slice(ROOT.length));
  await cp(join(ROOT, "pipelines"), join(folder, "pipelines"), { recursive: true, filter: isCopied });
  await cp(join(ROOT, "bench", "module", "index.ts"), join(folder, "pipelines", "src", "index.ts"));
  return folder;
}
