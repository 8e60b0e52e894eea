/** A body that is not chunked as RFC 9112 section 7.1 says. */
export class MalformedBody extends Error {
  override readonly name = "MalformedBody";
}

const [CR, LF, SEMICOLON, TAB, SPACE] = [13, 10, 59, 9, 32];
const SIZE = 0;
const EXTENSION = 1;
const SIZE_LF = 2;
const DATA = 3;
const DATA_CR = 4;
const DATA_LF = 5;
const TRAILER_START = 6;
const TRAILER = 7;
const TRAILER_LF = 8;
const END_LF = 9;

/** Bytes of extensions and trailers that one body may have: they are no payload, and nobody needs many. */
const MAX_EXTRA_BYTES = 16 * 1024;
const MAX_SIZE_DIGITS = 13;

function digitOf(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Finds where a chunked body ends while its bytes pass by, strictly: what is read in two ways is refused. */
export class ChunkedScanner {
  #state = SIZE;
  #size = 0;
  #digits = 0;
  #extra = 0;

  /**
   * The place in `bytes` after the body's last byte, or -1 where the body goes on. `payload` is given the bytes between the
   * frames.
   */
  scan(bytes: Buffer, from: number, payload?: (part: Buffer) => void): number {
    let at = from;
    while (at < bytes.length) {
      if (this.#state === DATA) {
        const length = Math.min(this.#size, bytes.length - at);
        payload?.(bytes.subarray(at, at + length));
        at += length;
        this.#size -= length;
        if (this.#size === 0) this.#state = DATA_CR;
        continue;
      }
      const byte = bytes[at] ?? 0;
      at += 1;
      if (this.#step(byte)) return at;
    }
    return -1;
  }

  /** Whether the body is over with this byte. */
  #step(byte: number): boolean {
    switch (this.#state) {
      case SIZE:
        this.#sizeByte(byte);
        return false;
      case EXTENSION:
        if (byte === CR) this.#state = SIZE_LF;
        else this.#count(byte);
        return false;
      case SIZE_LF:
        this.#expect(byte, LF, this.#size === 0 ? TRAILER_START : DATA);
        this.#digits = 0;
        return false;
      case DATA_CR:
        this.#expect(byte, CR, DATA_LF);
        return false;
      case DATA_LF:
        this.#expect(byte, LF, SIZE);
        return false;
      case TRAILER_START:
      case TRAILER:
        if (byte === CR) this.#state = this.#state === TRAILER ? TRAILER_LF : END_LF;
        else {
          this.#count(byte);
          this.#state = TRAILER;
        }
        return false;
      case TRAILER_LF:
        this.#expect(byte, LF, TRAILER_START);
        return false;
      default:
        this.#expect(byte, LF, SIZE);
        return true;
    }
  }

  #sizeByte(byte: number): void {
    const digit = digitOf(byte);
    if (digit >= 0) {
      this.#digits += 1;
      if (this.#digits > MAX_SIZE_DIGITS) throw new MalformedBody("a chunk is too large");
      this.#size = this.#size * 16 + digit;
    } else if (this.#digits === 0) throw new MalformedBody("a chunk has no size");
    else if (byte === CR) this.#state = SIZE_LF;
    else if (byte === SEMICOLON || byte === SPACE || byte === TAB) this.#state = EXTENSION;
    else throw new MalformedBody("the size of a chunk is no number");
  }

  #expect(byte: number, wanted: number, next: number): void {
    if (byte !== wanted) throw new MalformedBody("a chunk does not end where it should");
    this.#state = next;
  }

  #count(byte: number): void {
    this.#extra += 1;
    if (this.#extra > MAX_EXTRA_BYTES || byte === LF || byte === 0) throw new MalformedBody("bytes between the chunks");
  }
}
