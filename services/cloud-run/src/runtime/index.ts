export { type ProcessImage, ProcessRuntime } from "./process-runtime.js";
export { StartFailure } from "./start-failure.js";
export { systemClock } from "./system-clock.js";
