/** The head of a message that is not as RFC 9112 says, or that two readers could read in two ways. */
export class MalformedHead extends Error {
  override readonly name = "MalformedHead";
}

/** Bytes of the head of a request, as at Google's front ends. */
export const MAX_REQUEST_HEAD_BYTES = 64 * 1024;
export const MAX_RESPONSE_HEAD_BYTES = 256 * 1024;

/** The header lines of a message, those for the next hop alone taken out, and what the taking of it says. */
export interface HeadLines {
  /** The lines to pass on, each with its end of line. Framing is not among them. */
  readonly kept: string;
  readonly contentLength: number | undefined;
  readonly isChunked: boolean;
  readonly hasClose: boolean;
  readonly hasKeepAlive: boolean;
  readonly hasUpgrade: boolean;
  readonly upgrade: string | undefined;
  readonly host: string | undefined;
  readonly cookie: string | undefined;
  readonly traceparent: string | undefined;
  readonly cloudTrace: string | undefined;
  readonly forwardedFor: string | undefined;
  /** Seconds for which the sender keeps the connection, of `Keep-Alive: timeout=5`. */
  readonly keepAliveSeconds: number | undefined;
}

const TOKEN = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;
/** Control characters in a value, line ends among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\n-\x1f\x7f]/;
const DIGITS = /^\d{1,15}$/;
/** What a header named in `Connection` must not take away: it would change what the message says. */
const NEVER_NOMINATED = new Set(["host", "x-forwarded-for", "x-forwarded-proto", "traceparent", "cookie"]);

class Reading {
  kept = "";
  contentLength: number | undefined;
  isChunked = false;
  hasClose = false;
  hasKeepAlive = false;
  hasUpgrade = false;
  upgrade: string | undefined;
  host: string | undefined;
  cookie: string | undefined;
  traceparent: string | undefined;
  cloudTrace: string | undefined;
  forwardedFor: string | undefined;
  keepAliveSeconds: number | undefined;
  nominated: string[] | undefined;

  /** Takes note of a header; whether its line is passed on as it is. */
  take(name: string, value: string): boolean {
    switch (name) {
      case "host":
        if (this.host !== undefined) throw new MalformedHead("two hosts");
        this.host = value;
        return true;
      case "content-length":
        if (!DIGITS.test(value) || (this.contentLength ?? Number(value)) !== Number(value)) {
          throw new MalformedHead("a length that is none");
        }
        this.contentLength = Number(value);
        return false;
      case "transfer-encoding":
        if (this.isChunked || value.toLowerCase() !== "chunked")
          throw new MalformedHead("an unknown transfer encoding");
        this.isChunked = true;
        return false;
      case "connection":
        for (const token of value.toLowerCase().split(",")) this.#option(token.trim());
        return false;
      case "upgrade":
        this.upgrade = value;
        return false;
      case "keep-alive": {
        const seconds = /timeout=(\d+)/i.exec(value)?.[1];
        if (seconds !== undefined) this.keepAliveSeconds = Number(seconds);
        return false;
      }
      case "te":
        return value.toLowerCase() === "trailers";
      case "cookie":
        this.cookie = this.cookie === undefined ? value : `${this.cookie}; ${value}`;
        return true;
      case "traceparent":
        this.traceparent = value;
        return true;
      case "x-cloud-trace-context":
        this.cloudTrace = value;
        return true;
      case "x-forwarded-for":
        this.forwardedFor = this.forwardedFor === undefined ? value : `${this.forwardedFor}, ${value}`;
        return false;
      case "x-forwarded-proto":
      case "proxy-connection":
      case "http2-settings":
        return false;
      default:
        return true;
    }
  }

  #option(token: string): void {
    if (token === "close") this.hasClose = true;
    else if (token === "keep-alive") this.hasKeepAlive = true;
    else if (token === "upgrade") this.hasUpgrade = true;
    else if (token !== "" && !NEVER_NOMINATED.has(token)) {
      this.nominated ??= [];
      this.nominated.push(token);
    }
  }
}

/** Reads the header lines of `head` from `from` on; the head ends with its last line's end. */
export function readHeadLines(head: string, from: number): HeadLines {
  const reading = new Reading();
  for (let at = from; at < head.length; ) {
    const end = head.indexOf("\r\n", at);
    const colon = head.indexOf(":", at);
    if (colon < 0 || colon > end) throw new MalformedHead("a header without a colon");
    const name = head.slice(at, colon);
    const value = head.slice(colon + 1, end).trim();
    if (!TOKEN.test(name)) throw new MalformedHead("the name of a header");
    if (CONTROL.test(value)) throw new MalformedHead("the value of a header");
    if (reading.take(name.toLowerCase(), value)) reading.kept += head.slice(at, end + 2);
    at = end + 2;
  }
  if (reading.nominated !== undefined) reading.kept = withoutNominated(reading.kept, new Set(reading.nominated));
  return reading;
}

function withoutNominated(lines: string, names: ReadonlySet<string>): string {
  return lines
    .split("\r\n")
    .filter((line) => !names.has(line.slice(0, line.indexOf(":")).toLowerCase()))
    .join("\r\n");
}

export interface RequestHead {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  /** 0 or 1, of HTTP/1.x. */
  readonly minor: number;
  readonly lines: HeadLines;
}

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~\dA-Za-z]+) (\S+) HTTP\/1\.([01])$/;
const ABSOLUTE = /^https?:\/\/[^/?#]*/i;

/** Reads the head of a request, which ends with the end of its last line. */
export function readRequestHead(head: string): RequestHead {
  const end = head.indexOf("\r\n");
  const line = REQUEST_LINE.exec(head.slice(0, end));
  const [, method, target, minor] = line ?? [];
  if (method === undefined || target === undefined || CONTROL.test(target)) throw new MalformedHead("the request line");
  const lines = readHeadLines(head, end + 2);
  if (lines.host === undefined && minor === "1") throw new MalformedHead("no host");
  // Length and chunks at once is how requests are smuggled; RFC 9112 section 6.1 lets a server refuse it.
  if (lines.isChunked && (lines.contentLength !== undefined || minor === "0")) throw new MalformedHead("two lengths");
  const path = target.startsWith("/") ? target : target.replace(ABSOLUTE, "").replace(/^(?!\/)/, "/");
  return { method, path: target === "*" ? target : path, minor: minor === "1" ? 1 : 0, lines };
}

export interface ResponseHead {
  readonly status: number;
  /** The status with its reason: `200 OK`. */
  readonly statusText: string;
  readonly minor: number;
  readonly lines: HeadLines;
}

const STATUS_LINE = /^HTTP\/1\.([01]) (([1-9]\d\d)(?: .*)?)$/;

/** Reads the head of a response, which ends with the end of its last line. */
export function readResponseHead(head: string): ResponseHead {
  const end = head.indexOf("\r\n");
  const [, minor, statusText, status] = STATUS_LINE.exec(head.slice(0, end)) ?? [];
  if (statusText === undefined) throw new MalformedHead("the status line");
  return { status: Number(status), statusText, minor: Number(minor), lines: readHeadLines(head, end + 2) };
}
