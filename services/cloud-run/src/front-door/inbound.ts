import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { ServerHttp2Stream } from "node:http2";
import type { Readable, Writable } from "node:stream";

/** A client's request and the place for its answer, whatever the version of HTTP. */
export interface Inbound {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string;
  readonly hasBody: boolean;
  readonly body: Readable;
  readonly output: Writable;
  /** Trailers of the request, once its body has ended. */
  trailers(): OutgoingHttpHeaders | undefined;
  /** An answer that is not the last, such as 103. */
  inform(status: number, headers: OutgoingHttpHeaders): void;
  /** `isEnd`: there is neither body nor trailers. */
  respond(status: number, headers: OutgoingHttpHeaders, isEnd: boolean): void;
  end(trailers: OutgoingHttpHeaders | undefined): void;
  /** Ends it in a way that no client takes for a whole answer. */
  reset(): void;
}

const INTERNAL_ERROR = 2;
const END_STREAM = 1;

export function http2Inbound(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number): Inbound {
  let received: OutgoingHttpHeaders | undefined;
  let toSend: OutgoingHttpHeaders = {};
  stream.on("trailers", (trailers) => {
    received = trailers;
  });
  stream.on("wantTrailers", () => stream.sendTrailers(toSend));
  return {
    method: String(headers[":method"]),
    path: String(headers[":path"] ?? "/"),
    host: String(headers[":authority"] ?? headers.host ?? ""),
    headers,
    remoteAddress: stream.session?.socket.remoteAddress ?? "",
    hasBody: (flags & END_STREAM) === 0,
    body: stream,
    output: stream,
    trailers: () => received,
    inform: (status, fields) => {
      if (!stream.headersSent && !stream.destroyed) stream.additionalHeaders({ ...fields, ":status": status });
    },
    respond: (status, fields, isEnd) => {
      if (!stream.destroyed)
        stream.respond({ ...fields, ":status": status }, isEnd ? { endStream: true } : { waitForTrailers: true });
    },
    end: (trailers) => {
      toSend = trailers ?? {};
      stream.end();
    },
    reset: () => stream.close(INTERNAL_ERROR),
  };
}

export function http1Inbound(request: IncomingMessage, response: ServerResponse): Inbound {
  return {
    method: request.method ?? "GET",
    path: request.url ?? "/",
    host: request.headers.host ?? "",
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress ?? "",
    hasBody: request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined,
    body: request,
    output: response,
    trailers: () => (Object.keys(request.trailers).length > 0 ? request.trailers : undefined),
    inform: (status, fields) => {
      if (status === 100) response.writeContinue();
      else if (status === 103 && fields["link"] !== undefined)
        response.writeEarlyHints({ link: fields["link"] as string });
    },
    respond: (status, fields, isEnd) => {
      response.writeHead(status, fields);
      if (isEnd) response.end();
      else response.flushHeaders();
    },
    end: (trailers) => {
      if (trailers !== undefined) response.addTrailers(trailers as Record<string, string>);
      response.end();
    },
    reset: () => request.socket.resetAndDestroy(),
  };
}
