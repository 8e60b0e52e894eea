/** What a command is called with, and how it talks. */
export interface Call {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Says what is going on, on stderr. */
  readonly say: (line: string) => void;
  /** Prints a result, on stdout. */
  readonly print: (line: string) => void;
}

/** What setting an engine up needs of it. */
export type SetUpCall = Pick<Call, "env" | "signal" | "say"> & {
  /** Ids of parts beyond the core ones. */
  readonly also?: readonly string[];
};
