import { createServer as createHttp1Server, type IncomingHttpHeaders } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { Deadline } from "./deadlines.js";
import type { ActiveRoute, Surroundings } from "./door.js";
import type { OtherReaders } from "./http1-connection.js";
import { http1Inbound, http2Inbound } from "./inbound.js";
import { OutboundConnections } from "./outbound.js";
import { translate } from "./translated-exchange.js";

/** Streams that a client may have open at once on a connection, as Google's front ends allow. */
const MAX_STREAMS = 100;
/** How long a connection without a stream is kept. */
const IDLE_MILLIS = 610_000;

/**
 * What reads connections where one side speaks HTTP/2. It is made of the servers and clients of Node.js, and not as fast as
 * HTTP/1.1 to HTTP/1.1.
 */
export function createTranslators(around: Surroundings): {
  readersFor(routeNow: () => ActiveRoute | undefined): OtherReaders;
  close(): void;
} {
  const connections = new OutboundConnections();

  function readersFor(routeNow: () => ActiveRoute | undefined): OtherReaders {
    const http1 = createHttp1Server({ keepAliveTimeout: 0, noDelay: true }, (request, response) => {
      translate(around, connections, routeNow(), http1Inbound(request, response));
    });
    // The container is to say whether it goes on, and what it says is passed on.
    http1.on("checkContinue", (request, response) => http1.emit("request", request, response));
    const http2 = createHttp2Server({ settings: { maxConcurrentStreams: MAX_STREAMS, maxHeaderListSize: 64 * 1024 } });
    http2.on("sessionError", () => {});
    http2.on("session", (session) => {
      let streams = 0;
      let idle: Deadline | undefined;
      const wait = (): void => {
        idle = around.deadlines.after(IDLE_MILLIS, () => session.close());
      };
      wait();
      session.on("stream", (stream) => {
        idle?.cancel();
        streams += 1;
        stream.once("close", () => {
          streams -= 1;
          if (streams === 0 && !session.closed) wait();
        });
      });
      session.once("close", () => idle?.cancel());
    });
    http2.on("stream", (stream, headers, flags) => {
      stream.on("error", () => {});
      translate(around, connections, routeNow(), http2Inbound(stream, headers as IncomingHttpHeaders, flags));
    });
    return {
      http2: (socket, read) => {
        socket.unshift(read);
        http2.emit("connection", socket);
      },
      translated: (socket, read) => {
        socket.unshift(read);
        http1.emit("connection", socket);
        socket.resume();
      },
    };
  }

  return { readersFor, close: () => connections.close() };
}
