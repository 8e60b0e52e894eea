export type { Coverage, Covered, Metric, ReadCoverage } from "./coverage.js";
export { type CoverageMinimum, type CoverageVerdict, judgeCoverage, type MetricVerdict } from "./judge-coverage.js";
export { type JunitReport, mergeJunit, type TestFailure } from "./junit-report.js";
export type { TestingProblem } from "./problem.js";
export { readCoverage } from "./read-coverage.js";
export { type ReadJunit, readJunit } from "./read-junit.js";
