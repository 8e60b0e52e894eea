export type { BuildOutcome, CheckPorts, CommandOutcome, ScanOutcome } from "./ports.js";
export { type BuiltImage, type CheckResult, type CheckRun, STAGES, type Stage } from "./result.js";
export { runChecks } from "./run-checks.js";
