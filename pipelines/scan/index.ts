export { type TrivyCommand, trivyCommands } from "./commands.js";
export { type DatabaseVerdict, judgeDatabase } from "./database.js";
export type { Finding, Kind, Lines, Problem, Severity } from "./finding.js";
export { type IgnoreUse, type Judged, judgeScan, type ScanResult, type Standing, type Tally } from "./judge.js";
export { type ReadReport, type ReportProblem, readReport } from "./read-report.js";
export type { Ignore, Rules } from "./rules.js";
export { scanJson } from "./scan-json.js";
export { scanSarif } from "./scan-sarif.js";
export { countText, scanNotes, scanReasons, scanTables, scanText } from "./scan-text.js";
