import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { measureCalls } from "./bench-calls.js";
import { measureChecks } from "./bench-checks.js";
import { measureColdSetUp } from "./bench-cold.js";
import { measureEngine } from "./bench-engine.js";
import { measurePlan } from "./bench-plan.js";
import { type Figure, figuresTable } from "./figures.js";
import { ROOT, type TaskCall } from "./task.js";

const GROUPS: Readonly<Record<string, (call: TaskCall) => Promise<readonly Figure[]>>> = {
  "set-up with nothing there": measureColdSetUp,
  "the engine, with the cache folder there": measureEngine,
  "calls, with the engine running": measureCalls,
  "checks of this repository's services, with the engine running": measureChecks,
  "plans of the infrastructure": measurePlan,
};

/** Measures all figures and writes bench/results.md. `--without-cold` leaves out the set-up from nothing, and `--only WORD` all groups without that word; it says so. */
export async function runBench(call: TaskCall): Promise<number> {
  const sections: string[] = [];
  const only = call.args.includes("--only") ? call.args[call.args.indexOf("--only") + 1] : undefined;
  for (const [title, measure] of Object.entries(GROUPS)) {
    const isCold = measure === measureColdSetUp && call.args.includes("--without-cold");
    if (isCold || (only !== undefined && !title.includes(only))) {
      call.say(`${title}: left out, as asked`);
      continue;
    }
    call.say(`measuring: ${title} ...`);
    const table = figuresTable(await measure(call));
    call.print(`\n${title}\n\n${table}`);
    sections.push(`## ${title[0]?.toUpperCase()}${title.slice(1)}\n\n${table}`);
  }
  // A part of the figures does not replace all of them.
  if (only !== undefined) return 0;
  const file = join(ROOT, "bench", "results.md");
  await mkdir(join(ROOT, "bench"), { recursive: true });
  await writeFile(file, `# Figures\n\n${await circumstances()}\n\n${sections.join("\n")}`);
  call.say(`written to ${file}`);
  return 0;
}

async function circumstances(): Promise<string> {
  const model = /model name\s*: (.*)/.exec(await readFile("/proc/cpuinfo", "utf8").catch(() => ""))?.[1] ?? "unknown";
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date} by \`npm run bench\`: ${cpus().length} cores (${model}), ${memory} GiB, Node ${process.versions.node}.`;
}
