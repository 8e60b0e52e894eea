import type { TaskCall } from "./task.js";

/** Measures. */
export async function runBench(call: TaskCall): Promise<number> {
  call.say("not yet");
  return 1;
}
