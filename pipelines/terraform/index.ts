export { readApplyLog } from "./apply-log.js";
export { applyText } from "./apply-text.js";
export type { Plan, ResourceChange } from "./change.js";
export {
  applyCommand,
  fetchCommand,
  formatCommand,
  initCommand,
  lockCommand,
  PLAN_FILE,
  PROGRAMS,
  planCommand,
  pushStateCommand,
  showCommand,
  type Tool,
  validateCommand,
  workspaceCommand,
} from "./commands.js";
export { estimateCost } from "./cost/index.js";
export { driftJson, driftOf, driftText, isDrifted } from "./drift.js";
export { failureOf } from "./failure.js";
export { type Allowance, judgeGate, readAllowances } from "./gate/index.js";
export { hasBackend, moduleFolders } from "./module-folders.js";
export { planJson } from "./plan-json.js";
export type { PlanResult } from "./plan-result.js";
export { planSummary } from "./plan-summary.js";
export { planText } from "./plan-text.js";
export { readPlan } from "./read-plan.js";
export { MANIFEST, type Manifest, manifestText, readManifest, refusals } from "./saved-plan.js";
