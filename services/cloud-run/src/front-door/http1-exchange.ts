import { STATUS_CODES } from "node:http";
import type { Lease } from "../ports.js";
import { affinityCookie } from "./affinity.js";
import { ANSWERS, type Answer, answerToRefusal, CLIENT_GONE } from "./answers.js";
import type { BackendConnection, BackendUser } from "./backend-pool.js";
import { ChunkedScanner } from "./chunked-scanner.js";
import type { Deadline } from "./deadlines.js";
import { type Destination, reportRequest, type Started, type Surroundings } from "./door.js";
import { MAX_RESPONSE_HEAD_BYTES, type RequestHead, type ResponseHead, readResponseHead } from "./http1-head.js";
import { requestHeadText, responseHeadText } from "./http1-head-text.js";

/** Bytes that are put into one packet with a head. More than these are written by themselves. */
const MAX_JOINED_BYTES = 16 * 1024;
/** Methods that may be sent again where the container closed a kept connection. RFC 9110 section 9.2.2. */
const REPEATABLE = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);

/** The client's side of an exchange. */
export interface ExchangeClient {
  readonly remoteAddress: string;
  /** Whether more may be written at once. */
  write(bytes: Buffer | string): boolean;
  pause(): void;
  resume(): void;
  /** For the wait for an instance. */
  signal(): AbortSignal;
  /** Nobody waits for the instance any more. */
  stopWaiting(): void;
  /** What the client has sent ahead of an answer that opens a tunnel. */
  takeAhead(): Buffer | undefined;
  /** The exchange is over. `isReusable`: the next request may come on this connection. */
  done(isReusable: boolean): void;
  /** The connection is to be cut: the client must not take what it has for the whole answer. */
  cut(): void;
}

/** One request of HTTP/1.1 and its answer, from one raw connection to another. */
export class Http1Exchange implements BackendUser {
  readonly #around: Surroundings;
  readonly #client: ExchangeClient;
  readonly #head: RequestHead;
  readonly #destination: Destination;
  readonly #started: Started;
  readonly #isUpgrade: boolean;
  readonly #deadline: Deadline;
  #lease: Lease | undefined;
  #backend: BackendConnection | undefined;
  #isOver = false;

  /** Bytes of the request's body that wait for the container. */
  #waiting: Buffer | undefined;
  #bodyLeft: number;
  #bodyScanner: ChunkedScanner | undefined;
  #isBodySent = false;
  #hasSentBody = false;
  #requestBytes: number;

  #response: ResponseHead | undefined;
  #responsePart: Buffer | undefined;
  #responseLeft = 0;
  #responseScanner: ChunkedScanner | undefined;
  #payload: ((part: Buffer) => void) | undefined;
  #isClientKept: boolean;
  #responseBytes = 0;
  #isTunnel = false;

  constructor(
    around: Surroundings,
    client: ExchangeClient,
    request: {
      readonly head: RequestHead;
      readonly headBytes: number;
      readonly destination: Destination;
      readonly started: Started;
    },
  ) {
    const { head, headBytes, destination, started } = request;
    this.#around = around;
    this.#client = client;
    this.#head = head;
    this.#destination = destination;
    this.#started = started;
    this.#requestBytes = headBytes;
    const { lines } = head;
    this.#isUpgrade = lines.hasUpgrade && lines.upgrade !== undefined && lines.upgrade.toLowerCase() !== "h2c";
    this.#bodyLeft = lines.contentLength ?? 0;
    this.#bodyScanner = lines.isChunked ? new ChunkedScanner() : undefined;
    this.#isBodySent = this.#bodyLeft === 0 && this.#bodyScanner === undefined;
    this.#isClientKept = head.minor === 1 ? !lines.hasClose : lines.hasKeepAlive;
    this.#deadline = around.deadlines.after(started.route.timeoutMillis, () => this.#expire());
    around.instances.acquire(destination.revision, client.signal()).then(
      (lease) => this.#begin(lease),
      (error: unknown) => this.answer(answerToRefusal(error)),
    );
  }

  /** Whether the client has sent all of its request. */
  get isBodyComplete(): boolean {
    return this.#isBodySent && !this.#isTunnel;
  }

  /**
   * Takes bytes from the client, and gives back those that are not of this request. Throws a MalformedBody.
   */
  onClientData(bytes: Buffer): Buffer | undefined {
    if (this.#isTunnel) {
      this.#requestBytes += bytes.length;
      this.#toBackend(bytes);
      return undefined;
    }
    const end = this.#endOfBody(bytes);
    const own = end < 0 || end === bytes.length ? bytes : bytes.subarray(0, end);
    this.#requestBytes += own.length;
    this.#isBodySent = end >= 0;
    if (own.length > 0) {
      if (this.#backend === undefined) {
        this.#waiting = this.#waiting === undefined ? own : Buffer.concat([this.#waiting, own]);
        this.#client.pause();
      } else this.#toBackend(own);
    }
    return end >= 0 && end < bytes.length ? bytes.subarray(end) : undefined;
  }

  #endOfBody(bytes: Buffer): number {
    if (this.#bodyScanner !== undefined) return this.#bodyScanner.scan(bytes, 0);
    const end = Math.min(this.#bodyLeft, bytes.length);
    this.#bodyLeft -= end;
    return this.#bodyLeft === 0 ? end : -1;
  }

  /** The client has gone, or in a tunnel sends no more. */
  onClientEnd(): void {
    if (this.#isTunnel && this.#backend !== undefined) this.#backend.socket.end();
    else {
      this.abort();
      this.#client.cut();
    }
  }

  onClientDrain(): void {
    this.#backend?.socket.resume();
  }

  /** Ends the exchange without an answer: there is nobody to have it. */
  abort(): void {
    this.#finish(this.#response?.status ?? CLIENT_GONE, false);
  }

  /** Answers in the container's place, where it has not begun to; else the answer is cut off. */
  answer(answer: Answer): void {
    if (this.#isOver) return;
    if (this.#response !== undefined) {
      this.#finish(this.#response.status, false);
      this.#client.cut();
      return;
    }
    const isKept = this.#isClientKept && this.#isBodySent;
    const text = answerText(answer, this.#head.method !== "HEAD", isKept);
    this.#responseBytes += text.length;
    this.#client.write(text);
    this.#finish(answer.status, false);
    this.#client.done(isKept);
  }

  #expire(): void {
    const isCutOff = this.#response !== undefined;
    if (isCutOff) {
      this.#finish(this.#isTunnel ? 101 : ANSWERS.timeout.status, false);
      this.#client.cut();
    } else this.answer(ANSWERS.timeout);
  }

  #begin(lease: Lease): void {
    if (this.#isOver) {
      lease.release();
      return;
    }
    this.#lease = lease;
    this.#send(false);
  }

  #send(isFresh: boolean): void {
    const { host, port } = this.#lease ?? { host: "", port: 0 };
    const mustBeSure = !REPEATABLE.has(this.#head.method);
    this.#backend = this.#around.pool.take(host, port, isFresh, mustBeSure, this);
    const head = requestHeadText(this.#head, {
      isUpgrade: this.#isUpgrade,
      remoteAddress: this.#client.remoteAddress,
      random: this.#around.random,
    });
    const body = this.#waiting;
    this.#waiting = undefined;
    if (body === undefined) this.#backend.socket.write(head, "latin1");
    else {
      this.#hasSentBody = true;
      if (!this.#backend.socket.write(joined(head, body))) return;
      this.#client.resume();
    }
  }

  #toBackend(bytes: Buffer): void {
    this.#hasSentBody = true;
    if (this.#backend?.socket.write(bytes) === false) this.#client.pause();
  }

  #toClient(bytes: Buffer | string): void {
    this.#responseBytes += bytes.length;
    if (!this.#client.write(bytes)) this.#backend?.socket.pause();
  }

  onBackendDrain(): void {
    this.#client.resume();
  }

  onBackendData(bytes: Buffer): void {
    try {
      if (this.#isTunnel) this.#toClient(bytes);
      else if (this.#response === undefined) this.#onResponseHead(bytes);
      else this.#onResponseBody(bytes, undefined);
    } catch {
      this.answer(ANSWERS.malformed);
    }
  }

  #onResponseHead(part: Buffer): void {
    let bytes = this.#responsePart === undefined ? part : Buffer.concat([this.#responsePart, part]);
    for (;;) {
      const end = bytes.indexOf("\r\n\r\n");
      if (end < 0 ? bytes.length > MAX_RESPONSE_HEAD_BYTES : end > MAX_RESPONSE_HEAD_BYTES)
        throw new RangeError("head");
      if (end < 0) {
        this.#responsePart = bytes;
        return;
      }
      const response = readResponseHead(bytes.toString("latin1", 0, end + 2));
      bytes = bytes.subarray(end + 4);
      if (response.status === 101) {
        this.#openTunnel(response, bytes);
        return;
      }
      if (response.status >= 200) {
        this.#responsePart = undefined;
        this.#beginResponse(response, bytes);
        return;
      }
      if (this.#head.minor === 1) this.#toClient(`HTTP/1.1 ${response.statusText}\r\n${response.lines.kept}\r\n`);
      this.#responsePart = bytes;
    }
  }

  #openTunnel(response: ResponseHead, rest: Buffer): void {
    if (!this.#isUpgrade) throw new RangeError("nobody asked for another protocol");
    this.#response = response;
    this.#isTunnel = true;
    const upgrade = `Connection: Upgrade\r\nUpgrade: ${response.lines.upgrade ?? this.#head.lines.upgrade}\r\n`;
    this.#toClient(joined(`HTTP/1.1 ${response.statusText}\r\n${response.lines.kept}${upgrade}\r\n`, rest));
    const ahead = this.#client.takeAhead();
    if (ahead !== undefined) this.#toBackend(ahead);
    else this.#client.resume();
  }

  #beginResponse(response: ResponseHead, rest: Buffer): void {
    this.#response = response;
    const { status, lines } = response;
    const hasBody = this.#head.method !== "HEAD" && status !== 204 && status !== 304;
    const isToBeOpened = lines.isChunked && this.#head.minor === 0;
    if (!hasBody) this.#responseLeft = 0;
    else if (lines.isChunked) this.#responseScanner = new ChunkedScanner();
    else this.#responseLeft = lines.contentLength ?? Number.POSITIVE_INFINITY;
    const isEndedByClose = isToBeOpened || this.#responseLeft === Number.POSITIVE_INFINITY;
    this.#isClientKept &&= !isEndedByClose && this.#isBodySent;
    if (isToBeOpened) this.#payload = (part) => this.#toClient(part);
    const token = this.#destination.newToken;
    const head = responseHeadText(response, {
      minor: this.#head.minor,
      isKept: this.#isClientKept,
      isChunked: lines.isChunked && !isToBeOpened,
      cookie: token === undefined ? undefined : affinityCookie(token),
    });
    this.#onResponseBody(rest, head);
  }

  /** Passes on a part of the body, in one packet with the head where that is due. */
  #onResponseBody(bytes: Buffer, head: string | undefined): void {
    if (this.#payload !== undefined && head !== undefined) this.#toClient(head);
    const end = this.#endOfResponse(bytes);
    const isEnd = end >= 0;
    const own = isEnd && end < bytes.length ? bytes.subarray(0, end) : bytes;
    if (this.#payload === undefined && (head !== undefined || own.length > 0)) {
      this.#toClient(head === undefined ? own : own.length === 0 ? head : this.#headAndBody(head, own));
    }
    if (isEnd) this.#complete(end === bytes.length);
  }

  #headAndBody(head: string, body: Buffer): Buffer {
    if (body.length <= MAX_JOINED_BYTES) return joined(head, body);
    this.#toClient(head);
    return body;
  }

  #endOfResponse(bytes: Buffer): number {
    if (this.#responseScanner !== undefined) return this.#responseScanner.scan(bytes, 0, this.#payload);
    const end = Math.min(this.#responseLeft, bytes.length);
    this.#responseLeft -= end;
    return this.#responseLeft === 0 ? end : -1;
  }

  /** The answer is whole. `isClean`: the container has sent nothing after it. */
  #complete(isClean: boolean): void {
    const response = this.#response;
    if (this.#isOver || response === undefined) return;
    const { lines, minor } = response;
    const isKept = isClean && this.#isBodySent && !lines.hasClose && (minor === 1 || lines.hasKeepAlive);
    this.#finish(response.status, isKept);
    this.#client.done(this.#isClientKept);
  }

  onBackendEnd(): void {
    if (this.#isTunnel) {
      this.#finish(101, false);
      this.#client.done(false);
    } else this.onBackendClose();
  }

  onBackendClose(): void {
    if (this.#isOver) return;
    const backend = this.#backend;
    if (this.#response !== undefined) {
      if (this.#isTunnel || this.#responseLeft === Number.POSITIVE_INFINITY) {
        this.#finish(this.#response.status, false);
        this.#client.done(false);
      } else this.answer(ANSWERS.cutOff);
      return;
    }
    const canRepeat = backend?.isReused === true && this.#responsePart === undefined && !this.#hasSentBody;
    backend?.destroy();
    if (canRepeat && REPEATABLE.has(this.#head.method)) this.#send(true);
    else this.answer(backend?.wasConnected === false ? ANSWERS.notConnected : ANSWERS.cutOff);
  }

  /** Whatever happened: gives everything back, and says once that the request is over. */
  #finish(status: number, isBackendKept: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#deadline.cancel();
    if (isBackendKept) this.#backend?.keep(((this.#response?.lines.keepAliveSeconds ?? 5) - 1) * 1000);
    else this.#backend?.destroy();
    this.#backend = undefined;
    this.#waiting = undefined;
    if (this.#lease === undefined) this.#client.stopWaiting();
    else this.#lease.release();
    reportRequest(this.#around, this.#started, {
      status,
      requestBytes: this.#requestBytes,
      responseBytes: this.#responseBytes,
    });
  }
}

function joined(head: string, body: Buffer): Buffer {
  if (body.length === 0) return Buffer.from(head, "latin1");
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, 0, "latin1");
  body.copy(bytes, head.length);
  return bytes;
}

/** An answer of the front door's own, as it is sent. */
export function answerText({ status, text }: Answer, hasBody: boolean, isKept: boolean): string {
  const close = isKept ? "" : "Connection: close\r\n";
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\n`;
  return `${head}${close}\r\n${hasBody ? text : ""}`;
}
