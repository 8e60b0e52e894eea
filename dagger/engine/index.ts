export type { Call } from "./call.js";
export { runCommand } from "./command.js";
export { stopEngine } from "./daemon.js";
export { runEngineCommand } from "./engine-command.js";
export { builtProgram } from "./go-parts.js";
export { layoutFor, RUNNER_HOST } from "./layout.js";
export { type DaggerCli, resolveDagger } from "./resolve.js";
export { withSession } from "./session.js";
