export { type Allowance, readAllowances } from "./allowance.js";
export { ALL_RESOURCES, type GateFinding, type GateVerdict, isStopping, judgeGate } from "./judge-gate.js";
