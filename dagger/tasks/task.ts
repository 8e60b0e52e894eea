import { dirname } from "node:path";

export type { Call as TaskCall } from "../engine/index.js";

/** The top of the checkout. */
export const ROOT = dirname(dirname(import.meta.dirname));
