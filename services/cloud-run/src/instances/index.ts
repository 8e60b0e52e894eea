export { createInstances, type InstancesOptions } from "./create-instances.js";
export type { AttemptResult, ProbeAttempt } from "./probe-attempt.js";
