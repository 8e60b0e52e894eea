import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveDagger } from "../engine/index.js";
import { bareModule } from "./bench-bare.js";
import { timeCommand } from "./bench-run.js";
import { type Figure, median, seconds } from "./figures.js";
import { ROOT, type TaskCall } from "./task.js";

const RUNS = 5;

/** Times calls on a running engine: of this module, and of functions that do nothing with the same packages around them. */
export async function measureCalls(call: TaskCall): Promise<readonly Figure[]> {
  const { cli, env } = await resolveDagger(call);
  const bare = await mkdtemp(join(tmpdir(), "slipway-bench-"));
  try {
    await bareModule(bare);
    const repeat = async (args: readonly string[], cwd: string) => {
      const runs: { seconds: number; output: string }[] = [];
      await timeCommand([cli, "--quiet", ...args], { env, cwd });
      for (let run = 0; run < RUNS; run++) runs.push(await timeCommand([cli, "--quiet", ...args], { env, cwd }));
      return { seconds: median(runs.map((one) => one.seconds)), json: resultOf(runs.at(-1)?.output ?? "") };
    };
    const functions = await repeat(["functions"], ROOT);
    const cached = await repeat(["call", "cached"], bare);
    const nothing = await repeat(["call", "nothing"], bare);
    const imports = await repeat(["call", "imports"], bare);
    return [
      { name: "dagger functions, warm", measured: seconds(functions.seconds), comparedTo: "at most 1.5 s" },
      { name: "a cached function call", measured: seconds(cached.seconds), comparedTo: "at most 1 s" },
      {
        name: "an uncached call that does nothing",
        measured: seconds(nothing.seconds),
        comparedTo: `cached: ${seconds(cached.seconds)}`,
      },
      {
        name: "  of it: start of Node to the function's first line",
        measured: seconds(nothing.json["uptimeSeconds"] ?? Number.NaN),
        comparedTo: "",
      },
      {
        name: "an uncached call that loads what deploy loads",
        measured: seconds(imports.seconds),
        comparedTo: `nothing: ${seconds(nothing.seconds)}`,
      },
      {
        name: "  of it: the module's own imports",
        measured: seconds(imports.json["seconds"] ?? Number.NaN),
        comparedTo: "",
      },
      {
        name: "peak memory of a call's process",
        measured: `${Math.round(imports.json["peakMiB"] ?? Number.NaN)} MiB`,
        comparedTo: "",
      },
    ];
  } finally {
    await rm(bare, { recursive: true, force: true });
  }
}

/** The JSON that a function returned, among the CLI's other words. */
function resultOf(output: string): Readonly<Record<string, number>> {
  const text = /^\{.*\}$/m.exec(output)?.[0];
  return text === undefined ? {} : (JSON.parse(text) as Record<string, number>);
}
