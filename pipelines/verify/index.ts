export { type Answer, type Finding, findings } from "./answer.js";
export { type CheckResult, type Http, runCheck } from "./check.js";
