export { type DeployPorts, deployLocal } from "./deploy-local.js";
export { type LocalMachine, type Running, StepFailure, type Stoppable } from "./local-machine.js";
export { inOrder } from "./order.js";
export type { Release, ServiceRelease, Step } from "./record.js";
