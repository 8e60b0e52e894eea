import type { ResourceChange } from "../change.js";

/** What one rule finds in one change: a sentence for each thing, without the address and without sensitive values. */
export type Rule = (change: ResourceChange) => readonly string[];
