import { readFile } from "node:fs/promises";
import { findRunning } from "../engine/daemon.js";
import { runCommand } from "../engine/index.js";
import { layoutFor } from "../engine/layout.js";
import { timeSlipway } from "./bench-run.js";
import { type Figure, median, seconds } from "./figures.js";
import type { TaskCall } from "./task.js";

/** Stops and starts the embedded engine, and looks at its memory and its folder. */
export async function measureEngine(call: TaskCall): Promise<readonly Figure[]> {
  const { _EXPERIMENTAL_DAGGER_RUNNER_HOST: _host, INIT_CWD: _cwd, ...env } = call.env;
  const layout = layoutFor(env);
  await timeSlipway(["engine", "up"], { env });
  await timeSlipway(["dagger", "functions"], { env });

  const starts: number[] = [];
  for (let run = 0; run < 3; run++) {
    await timeSlipway(["engine", "down"], { env });
    starts.push((await timeSlipway(["engine", "up"], { env })).seconds);
  }

  await timeSlipway(["engine", "down"], { env });
  const began = performance.now();
  let reached = Number.NaN;
  await timeSlipway(["start", "--progress", "plain"], {
    env,
    onLine: (line) => {
      // The first thing that the function itself does.
      if (Number.isNaN(reached) && line.includes("listings: build")) reached = (performance.now() - began) / 1000;
    },
  });
  const memory = await peakMemoryMiB(findRunning(layout)?.engine.pid ?? 0);
  const folders = await Promise.all(
    (["cache", "parts", "mirror", "state"] as const).map(async (name) => {
      const { output } = await runCommand(["du", "--summarize", "--block-size=1M", layout[name]]);
      return {
        name: `size of the cache folder${name === "cache" ? "" : `: ${name}`}`,
        measured: `${output.split("\t")[0]} MiB`,
        comparedTo: "",
      };
    }),
  );
  return [
    {
      name: "engine start (command to answer, median of 3)",
      measured: seconds(median(starts)),
      comparedTo: "at most 5 s",
    },
    {
      name: "npm start to the first function call, engine stopped",
      measured: seconds(reached),
      comparedTo: "at most 20 s",
    },
    { name: "peak memory of the engine after that release", measured: `${memory} MiB`, comparedTo: "" },
    ...folders,
  ];
}

/** VmHWM: the most memory a process has held (proc(5)). */
async function peakMemoryMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
}
