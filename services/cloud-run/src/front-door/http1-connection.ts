import type { Socket } from "node:net";
import { tokenOf } from "./affinity.js";
import { ANSWERS, type Answer } from "./answers.js";
import type { Deadline } from "./deadlines.js";
import { type ActiveRoute, chooseDestination, type Surroundings } from "./door.js";
import { answerText, type ExchangeClient, Http1Exchange } from "./http1-exchange.js";
import { MAX_REQUEST_HEAD_BYTES, type RequestHead, readRequestHead } from "./http1-head.js";

/** How long a client may take for the head of a request, from the first byte of it on. */
const HEAD_MILLIS = 30_000;
/** How long a connection is kept without a request, as Google's front ends do. */
const IDLE_MILLIS = 610_000;
/** How long the rest of a request is still read and thrown away after the answer, so that the client gets to see that. */
const LINGER_MILLIS = 2_000;
/** Bytes of further requests that are read while one is under way. */
const MAX_AHEAD_BYTES = 64 * 1024;

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** Where a connection goes that this reader does not read on. It is given what was read of it already. */
export interface OtherReaders {
  http2(socket: Socket, read: Buffer): void;
  /** HTTP/1.1 for containers that speak HTTP/2 only. */
  translated(socket: Socket, read: Buffer): void;
}

/** A client's connection: reads one request after the other, and hands each to an exchange of its own. */
export class Http1Connection implements ExchangeClient {
  readonly remoteAddress: string;
  readonly #around: Surroundings;
  readonly #socket: Socket;
  readonly #routeNow: () => ActiveRoute | undefined;
  readonly #others: OtherReaders;
  readonly #expire = (): void => this.#onDeadline();
  #aborter: AbortController | undefined;
  #exchange: Http1Exchange | undefined;
  #read: Buffer | undefined;
  #deadline: Deadline | undefined;
  #isFirst = true;
  #isClosing = false;
  #isReading = false;

  constructor(around: Surroundings, socket: Socket, routeNow: () => ActiveRoute | undefined, others: OtherReaders) {
    this.#around = around;
    this.#socket = socket;
    this.#routeNow = routeNow;
    this.#others = others;
    this.remoteAddress = socket.remoteAddress ?? "";
    socket.on("data", this.#onData);
    socket.on("drain", this.#onDrain);
    socket.on("end", this.#onEnd);
    socket.on("error", this.#onError);
    socket.on("close", this.#onClose);
    this.#wait(IDLE_MILLIS);
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#isClosing) return;
    if (this.#exchange !== undefined && !this.#exchange.isBodyComplete) {
      this.#toExchange(this.#exchange, bytes);
      return;
    }
    this.#read = this.#read === undefined ? bytes : Buffer.concat([this.#read, bytes]);
    if (this.#exchange === undefined) this.#readHeads();
    else if (this.#read.length > MAX_AHEAD_BYTES) this.#socket.pause();
  };

  readonly #onDrain = (): void => this.#exchange?.onClientDrain();

  readonly #onEnd = (): void => {
    if (this.#exchange === undefined) this.#socket.end();
    else this.#exchange.onClientEnd();
  };

  readonly #onError = (): void => {};

  readonly #onClose = (): void => {
    this.#deadline?.cancel();
    this.#exchange?.abort();
    this.#exchange = undefined;
    this.#aborter?.abort();
  };

  /** Reads requests while there are whole heads and none is under way. */
  #readHeads(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    while (this.#exchange === undefined && this.#read !== undefined && !this.#isClosing) {
      if (!this.#readHead(this.#read)) break;
    }
    this.#isReading = false;
  }

  /** Whether there was a whole head, or something else came of it. */
  #readHead(read: Buffer): boolean {
    if (this.#isFirst && read[0] === 80 && this.#isPreface(read)) return false;
    let from = 0;
    // Empty lines before a request are to be passed over. RFC 9112 section 2.2.
    while (read[from] === 13 && read[from + 1] === 10) from += 2;
    const end = read.indexOf("\r\n\r\n", from);
    if ((end < 0 ? read.length : end) - from > MAX_REQUEST_HEAD_BYTES) return this.#refuse(ANSWERS.headTooLarge);
    if (end < 0) {
      if (this.#isFirst || read.length > 0) this.#waitForHead();
      return false;
    }
    const active = this.#routeNow();
    if (active?.route.isH2c === true) {
      this.#handOver(this.#others.translated, read.subarray(from));
      return false;
    }
    let head: RequestHead;
    try {
      head = readRequestHead(read.toString("latin1", from, end + 2));
    } catch {
      return this.#refuse(ANSWERS.badRequest);
    }
    if (head.method === "CONNECT") return this.#refuse(ANSWERS.notAllowed);
    this.#isFirst = false;
    this.#begin(active, head, end + 4 - from, end + 4 < read.length ? read.subarray(end + 4) : undefined);
    return true;
  }

  #begin(active: ActiveRoute | undefined, head: RequestHead, headBytes: number, rest: Buffer | undefined): void {
    this.#read = undefined;
    this.#wait(undefined);
    const cookie = active?.byToken === undefined ? undefined : head.lines.cookie;
    const destination =
      active === undefined ? undefined : chooseDestination(active, cookie === undefined ? undefined : tokenOf(cookie));
    if (active === undefined || destination === undefined) {
      this.#refuse(ANSWERS.notFound);
      return;
    }
    const started = {
      route: active.route,
      revision: destination.revision,
      method: head.method,
      path: head.path,
      startedAtMillis: this.#around.clock.nowMillis(),
    };
    const exchange = new Http1Exchange(this.#around, this, { head, headBytes, destination, started });
    this.#exchange = exchange;
    if (rest === undefined) return;
    if (exchange.isBodyComplete) this.#read = rest;
    else this.#toExchange(exchange, rest);
  }

  #toExchange(exchange: Http1Exchange, bytes: Buffer): void {
    try {
      this.#read = exchange.onClientData(bytes);
    } catch {
      exchange.answer(ANSWERS.badRequest);
    }
  }

  #isPreface(read: Buffer): boolean {
    const length = Math.min(read.length, PREFACE.length);
    if (read.compare(PREFACE, 0, length, 0, length) !== 0) return false;
    if (length < PREFACE.length) this.#waitForHead();
    else this.#handOver(this.#others.http2, read);
    return true;
  }

  #handOver(reader: (socket: Socket, read: Buffer) => void, read: Buffer): void {
    this.#wait(undefined);
    this.#isClosing = true;
    this.#socket
      .off("data", this.#onData)
      .off("drain", this.#onDrain)
      .off("end", this.#onEnd)
      .off("close", this.#onClose);
    this.#socket.pause();
    reader(this.#socket, read);
  }

  #refuse(answer: Answer): false {
    this.#socket.write(answerText(answer, true, false));
    this.#close();
    return false;
  }

  #close(): void {
    this.#isClosing = true;
    this.#read = undefined;
    this.#socket.end();
    this.#socket.resume();
    this.#wait(LINGER_MILLIS);
  }

  #isHeadAwaited = false;

  #waitForHead(): void {
    if (this.#isHeadAwaited) return;
    this.#wait(HEAD_MILLIS);
    this.#isHeadAwaited = true;
  }

  #wait(millis: number | undefined): void {
    this.#isHeadAwaited = false;
    this.#deadline?.cancel();
    this.#deadline = millis === undefined ? undefined : this.#around.deadlines.after(millis, this.#expire);
  }

  #onDeadline(): void {
    if (this.#isHeadAwaited && !this.#isClosing) this.#refuse(ANSWERS.headTimeout);
    else this.#socket.destroy();
  }

  write(bytes: Buffer | string): boolean {
    return this.#socket.write(bytes as string, "latin1");
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  signal(): AbortSignal {
    this.#aborter ??= new AbortController();
    return this.#aborter.signal;
  }

  stopWaiting(): void {
    this.#aborter?.abort();
    this.#aborter = undefined;
  }

  takeAhead(): Buffer | undefined {
    const ahead = this.#read;
    this.#read = undefined;
    return ahead;
  }

  done(isReusable: boolean): void {
    this.#exchange = undefined;
    if (!isReusable || this.#isClosing) {
      this.#close();
      return;
    }
    if (this.#socket.isPaused()) this.#socket.resume();
    this.#wait(IDLE_MILLIS);
    if (this.#read !== undefined) this.#readHeads();
  }

  cut(): void {
    this.#exchange = undefined;
    this.#socket.resetAndDestroy();
  }
}
