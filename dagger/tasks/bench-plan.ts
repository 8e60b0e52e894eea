import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Figure, seconds } from "./figures.js";
import { ROOT } from "./task.js";

/** What a large plan costs to read, judge and say. It needs no engine. */
export async function measurePlan(): Promise<readonly Figure[]> {
  const script = join(ROOT, "bench", "plan.ts");
  const printed = execFileSync(process.execPath, ["--import", "tsx", script], { cwd: ROOT, encoding: "utf8" });
  const [all = 0, parsed = 0, memory = 0, size = 0] = printed.trim().split(" ").map(Number);
  return [
    {
      name: `a plan of 5,000 resources (${size.toFixed(0)} MiB): read, gate, cost and text`,
      measured: seconds(all),
      comparedTo: `at most 2 s; parsing its JSON alone: ${seconds(parsed)}`,
    },
    { name: "  peak memory of the process", measured: `${memory.toFixed(0)} MiB`, comparedTo: "at most 300 MiB" },
  ];
}
