import { Agent, request as http1Request, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { type ClientHttp2Session, connect } from "node:http2";
import type { Readable, Writable } from "node:stream";
import type { Lease } from "../ports.js";
import { endToEnd } from "./translated-headers.js";

/** A request as it goes to a container. */
export interface OutboundRequest {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: OutgoingHttpHeaders;
  readonly hasBody: boolean;
}

/** What is told of a request that is at a container. */
export interface OutboundUser {
  inform(status: number, headers: OutgoingHttpHeaders): void;
  respond(status: number, headers: OutgoingHttpHeaders, body: Readable | undefined): void;
  /** The body has ended. */
  end(trailers: OutgoingHttpHeaders | undefined): void;
  fail(wasConnected: boolean): void;
}

/** A request under way to a container. */
export interface Outbound {
  readonly input: Writable;
  end(trailers: OutgoingHttpHeaders | undefined): void;
  cancel(): void;
}

const END_STREAM = 1;
const CANCEL = 8;

/** Connections to containers for requests that are translated, kept by Node.js. */
export class OutboundConnections {
  readonly #agent = new Agent({ keepAlive: true, keepAliveMsecs: 1000, maxFreeSockets: 64, timeout: 0 });
  readonly #sessions = new Map<string, ClientHttp2Session>();

  http1({ host, port }: Lease, request: OutboundRequest, user: OutboundUser): Outbound {
    const { method, path, headers } = request;
    const isRepeatable = !request.hasBody && (method === "GET" || method === "HEAD");
    let isAnswered = false;
    let isCancelled = false;
    const open = (agent: Agent | false) => {
      const send = http1Request({ host, port, method, path, headers: { ...headers, host: request.host }, agent });
      send.on("information", (info) => user.inform(info.statusCode, endToEnd(info.headers)));
      send.on("response", (response: IncomingMessage) => {
        isAnswered = true;
        response.on("error", () => user.fail(true));
        response.on("end", () => user.end(Object.keys(response.trailers).length > 0 ? response.trailers : undefined));
        user.respond(response.statusCode ?? 502, endToEnd(response.headers), response);
      });
      send.on("error", (error: NodeJS.ErrnoException) => {
        if (isAnswered || isCancelled) return;
        // The container closed a kept connection just then: once more, on one of its own.
        if (send.reusedSocket && isRepeatable) sending = open(false).end();
        else user.fail(error.code !== "ECONNREFUSED");
      });
      return send;
    };
    // A kept connection, which the container may be closing, is only for what can be sent again.
    let sending = open(isRepeatable ? this.#agent : false);
    return {
      input: sending,
      end: (trailers) => {
        if (trailers !== undefined) sending.addTrailers(trailers as Record<string, string>);
        sending.end();
      },
      cancel: () => {
        isCancelled = true;
        sending.destroy();
      },
    };
  }

  http2(lease: Lease, request: OutboundRequest, user: OutboundUser): Outbound {
    const session = this.#session(lease);
    let toSend: OutgoingHttpHeaders = {};
    let received: OutgoingHttpHeaders | undefined;
    const fields = { ...request.headers, ":method": request.method, ":path": request.path, ":authority": request.host };
    const stream = session.request(fields, request.hasBody ? { waitForTrailers: true } : { endStream: true });
    stream.on("wantTrailers", () => stream.sendTrailers(toSend));
    stream.on("headers", (headers) => user.inform(Number(headers[":status"]), endToEnd(headers)));
    stream.on("trailers", (trailers) => {
      received = trailers;
    });
    let isEnded = false;
    stream.on("response", (headers, flags) => {
      isEnded = (flags & END_STREAM) !== 0;
      user.respond(Number(headers[":status"]), endToEnd(headers), isEnded ? undefined : stream);
      if (isEnded) stream.resume();
    });
    stream.on("end", () => {
      // A stream that is reset ends too, and that is no end of the answer.
      if (!isEnded && stream.rstCode === 0) user.end(received);
      isEnded = true;
    });
    stream.on("error", () => user.fail(!session.connecting));
    stream.on("close", () => user.fail(true));
    return {
      input: stream,
      end: (trailers) => {
        toSend = trailers ?? {};
        stream.end();
      },
      cancel: () => stream.close(CANCEL),
    };
  }

  close(): void {
    this.#agent.destroy();
    for (const session of this.#sessions.values()) session.destroy();
  }

  #session({ host, port }: Lease): ClientHttp2Session {
    const authority = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
    const known = this.#sessions.get(authority);
    if (known !== undefined && !known.closed && !known.destroyed) return known;
    const session = connect(authority);
    const forget = (): void => {
      if (this.#sessions.get(authority) === session) this.#sessions.delete(authority);
    };
    session.on("error", forget).on("goaway", forget).on("close", forget);
    session.unref();
    this.#sessions.set(authority, session);
    return session;
  }
}
