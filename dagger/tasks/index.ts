export { runBench } from "./bench.js";
export { callDagger, runStart } from "./call.js";
export { runChecks } from "./check.js";
export type { TaskCall } from "./task.js";
export { runTests } from "./test.js";
