export interface Line {
  /** Without white space at its end. */
  readonly line: string;
  /** Counted from 1. */
  readonly number: number;
  /** Whether a line feed ends it: only the last one of a text may go without. */
  readonly isEnded: boolean;
}

/** One line after the other, however long the text is; empty ones are left out. */
export function* linesOf(text: string): Generator<Line> {
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const stop = end === -1 ? text.length : end;
    const line = text.slice(start, stop).trimEnd();
    number += 1;
    if (line !== "") yield { line, number, isEnded: end !== -1 };
    start = stop + 1;
  }
}
