import { dirname } from "node:path";

/** What every task of this folder is called with. */
export interface TaskCall {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly print: (line: string) => void;
}

/** The top of the checkout. */
export const ROOT = dirname(dirname(import.meta.dirname));
