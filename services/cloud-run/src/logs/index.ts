export { createLogs, type Logs } from "./create-logs.js";
export type { LogEntry, LogLine } from "./log-entry.js";
export type { RingBounds } from "./ring.js";
export { SEVERITIES, type Severity } from "./severity.js";
