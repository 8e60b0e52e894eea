export { getTracer } from "./core.js";
