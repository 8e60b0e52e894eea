/** A longer line is handed on in pieces, so that a container that never ends its line takes no memory. Bytes. */
export const MAX_LINE_BYTES = 64 * 1024;

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Cuts a stream of bytes into lines: each as UTF-8, without its end, and never cut within a character. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    let rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const end = rest.indexOf(NEWLINE);
      const length = end < 0 ? rest.length : end;
      if (length > MAX_LINE_BYTES) {
        const cut = characterBoundary(rest, MAX_LINE_BYTES);
        this.#onLine(rest.toString("utf8", 0, cut));
        rest = rest.subarray(cut);
        continue;
      }
      if (end < 0) break;
      const isCrLf = end > 0 && rest[end - 1] === CARRIAGE_RETURN;
      this.#onLine(rest.toString("utf8", 0, isCrLf ? end - 1 : end));
      rest = rest.subarray(end + 1);
    }
    this.#rest = rest;
  }

  /** Hands on what came after the last line's end. */
  end(): void {
    if (this.#rest.length > 0) this.#onLine(this.#rest.toString("utf8"));
    this.#rest = Buffer.alloc(0);
  }
}

/** The last place at or before `index` where a character begins; `index` itself where the bytes are no UTF-8. */
function characterBoundary(bytes: Buffer, index: number): number {
  for (let cut = index; cut > index - 4; cut--) {
    if (((bytes[cut] ?? 0) & 0xc0) !== 0x80) return cut;
  }
  return index;
}
