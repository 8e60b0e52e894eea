export { type Choice, chooseEngine, describeChoice } from "./choose.js";
export { findRunning, stopEngine } from "./daemon.js";
export { runEngineCommand } from "./engine-command.js";
export { type Layout, layoutFor, RUNNER_HOST } from "./layout.js";
export { lookForEngines } from "./look.js";
export { type DaggerCli, resolveDagger } from "./resolve.js";
