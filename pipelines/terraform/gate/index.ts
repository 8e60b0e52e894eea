export { type Allowance, readAllowances } from "./allowance.js";
export { type GateFinding, type GateVerdict, isStopping, judgeGate } from "./judge-gate.js";
