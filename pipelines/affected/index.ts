export {
  type Affected,
  affectedServices,
  type PassedOver,
  type ServiceVerdict,
} from "./affected.js";
export { affectedText } from "./affected-text.js";
export type { Change } from "./change.js";
export type { Evidence, LocatedService } from "./evidence.js";
export { type GitOutcome, type HistoryVerdict, judgeHistory } from "./history.js";
export { parseChanges } from "./parse-changes.js";
export type { AffectedProblem } from "./problem.js";
export { diffCommand, historyCommands, readSince, type Since } from "./since.js";
