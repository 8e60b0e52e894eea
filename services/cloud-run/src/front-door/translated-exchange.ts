import type { OutgoingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { Lease } from "../ports.js";
import { affinityCookie, tokenOf } from "./affinity.js";
import { ANSWERS, type Answer, answerToRefusal, CLIENT_GONE, grpcStatusOf } from "./answers.js";
import { type ActiveRoute, chooseDestination, type Destination, reportRequest, type Surroundings } from "./door.js";
import type { Inbound } from "./inbound.js";
import type { Outbound, OutboundConnections, OutboundUser } from "./outbound.js";
import { headerBytes, requestHeaders } from "./translated-headers.js";

/** One request where the client or the container speaks HTTP/2, from its head to its last byte. */
export function translate(
  around: Surroundings,
  connections: OutboundConnections,
  active: ActiveRoute | undefined,
  inbound: Inbound,
): void {
  const token = active?.byToken === undefined ? undefined : tokenOf(String(inbound.headers.cookie ?? ""));
  const destination = active === undefined ? undefined : chooseDestination(active, token);
  inbound.output.on("error", () => {});
  if (active === undefined || destination === undefined) {
    answerOwn(inbound, ANSWERS.notFound);
    inbound.body.resume();
    return;
  }
  new TranslatedExchange(around, connections, { active, inbound, destination });
}

function answerOwn(inbound: Inbound, { status, text }: Answer): number {
  if (String(inbound.headers["content-type"] ?? "").startsWith("application/grpc")) {
    const grpc = { "content-type": "application/grpc", "grpc-status": grpcStatusOf(status), "grpc-message": text };
    inbound.respond(200, grpc, true);
    return 0;
  }
  const isEmpty = inbound.method === "HEAD";
  inbound.respond(status, { "content-type": "text/plain", "content-length": text.length }, isEmpty);
  if (!isEmpty) {
    inbound.output.write(text);
    inbound.end(undefined);
  }
  return text.length;
}

class TranslatedExchange implements OutboundUser {
  readonly #around: Surroundings;
  readonly #inbound: Inbound;
  readonly #destination: Destination;
  readonly #end: (status: number) => void;
  readonly #aborter = new AbortController();
  #outbound: Outbound | undefined;
  #lease: Lease | undefined;
  #status: number | undefined;
  #isOver = false;
  #requestBytes: number;
  #responseBytes = 0;

  constructor(
    around: Surroundings,
    connections: OutboundConnections,
    request: { readonly active: ActiveRoute; readonly inbound: Inbound; readonly destination: Destination },
  ) {
    const { active, inbound, destination } = request;
    const { route } = active;
    this.#around = around;
    this.#inbound = inbound;
    this.#destination = destination;
    this.#requestBytes = headerBytes(inbound.headers);
    const started = {
      route,
      revision: destination.revision,
      method: inbound.method,
      path: inbound.path,
      startedAtMillis: around.clock.nowMillis(),
    };
    const deadline = around.deadlines.after(route.timeoutMillis, () => this.#answer(ANSWERS.timeout));
    this.#end = (status) => {
      if (this.#isOver) return;
      this.#isOver = true;
      deadline.cancel();
      this.#lease?.release();
      const [requestBytes, responseBytes] = [this.#requestBytes, this.#responseBytes];
      reportRequest(around, started, { status, requestBytes, responseBytes });
    };
    inbound.output.on("close", () => this.#onClientClose());
    around.instances.acquire(destination.revision, this.#aborter.signal).then(
      (lease) => this.#begin(lease, connections, route.isH2c),
      (error: unknown) => this.#answer(answerToRefusal(error)),
    );
  }

  #begin(lease: Lease, connections: OutboundConnections, isH2c: boolean): void {
    if (this.#isOver) {
      lease.release();
      return;
    }
    this.#lease = lease;
    const { method, path, host, hasBody, body, headers, remoteAddress } = this.#inbound;
    const fields = requestHeaders(headers, remoteAddress, this.#around.random);
    const request = { method, path, host, hasBody, headers: fields };
    const outbound = isH2c ? connections.http2(lease, request, this) : connections.http1(lease, request, this);
    this.#outbound = outbound;
    outbound.input.on("error", () => {});
    if (!hasBody) {
      body.resume();
      if (!isH2c) outbound.end(undefined);
      return;
    }
    body.on("data", (part: Buffer) => {
      this.#requestBytes += part.length;
    });
    body.on("end", () => {
      if (!this.#isOver) outbound.end(this.#inbound.trailers());
    });
    body.pipe(outbound.input, { end: false });
  }

  #onClientClose(): void {
    if (this.#isOver) return;
    this.#end(this.#status ?? CLIENT_GONE);
    this.#aborter.abort();
    this.#outbound?.cancel();
  }

  /** Answers in the container's place, where it has not begun to; else the answer is cut off. */
  #answer(answer: Answer): void {
    if (this.#isOver) return;
    if (this.#status === undefined) {
      this.#responseBytes += answerOwn(this.#inbound, answer);
      this.#inbound.body.unpipe();
      this.#inbound.body.resume();
      this.#end(answer.status);
    } else {
      this.#end(answer === ANSWERS.timeout ? answer.status : this.#status);
      this.#inbound.reset();
    }
    this.#aborter.abort();
    this.#outbound?.cancel();
  }

  inform(status: number, headers: OutgoingHttpHeaders): void {
    if (!this.#isOver) this.#inbound.inform(status, headers);
  }

  respond(status: number, headers: OutgoingHttpHeaders, body: Readable | undefined): void {
    if (this.#isOver) return;
    this.#status = status;
    const { newToken } = this.#destination;
    const before = headers["set-cookie"];
    const cookies = newToken === undefined ? undefined : [before ?? [], affinityCookie(newToken)].flat().map(String);
    const fields = cookies === undefined ? headers : { ...headers, "set-cookie": cookies };
    this.#responseBytes += headerBytes(fields);
    const isEnd = body === undefined || this.#inbound.method === "HEAD";
    this.#inbound.respond(status, fields, isEnd);
    if (isEnd) {
      this.#end(status);
      body?.resume();
      return;
    }
    body.on("data", (part: Buffer) => {
      this.#responseBytes += part.length;
    });
    body.pipe(this.#inbound.output, { end: false });
  }

  end(trailers: OutgoingHttpHeaders | undefined): void {
    if (this.#isOver) return;
    this.#inbound.end(trailers);
    this.#end(this.#status ?? 200);
  }

  fail(wasConnected: boolean): void {
    this.#answer(wasConnected ? ANSWERS.cutOff : ANSWERS.notConnected);
  }
}
