import type { Server as HttpServer } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type ConnectionInjector, ServerCredentials } from "@grpc/grpc-js";
import type { Handlers } from "../plain-message.js";
import type { Log } from "./call.js";
import { grpcServer } from "./grpc.js";
import { httpServer } from "./http.js";
import { FIRST_BYTES_MILLIS } from "./limits.js";

/** What is served, and where. */
export interface ApiOptions {
  readonly handlers: Handlers;
  readonly host: string;
  /** 0 for one that is free. */
  readonly port: number;
  /** Told of faults inside. Default: nobody is. */
  readonly log?: Log;
}

/** A port that is being served. */
export interface Api {
  readonly port: number;
  /** Ends all connections, and settles once the port is free. */
  close(): Promise<void>;
}

/** How every HTTP/2 connection begins, and no request of HTTP/1.1. */
const PREFACE = Buffer.from("PRI * HTTP/2.0");

/** Serves gRPC and HTTP/JSON on one port, without TLS. Which of them a connection speaks is seen from its first bytes. */
export async function serveApi({ handlers, host, port, log = () => undefined }: ApiOptions): Promise<Api> {
  const sockets = new Set<Socket>();
  const grpc = grpcServer(handlers, log);
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const http = httpServer(handlers, log);
  // It listens to nothing itself, but only then would it time requests and headers.
  http.emit("listening");
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    route(socket, http, injector);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(port, host, () => {
      listener.off("error", reject);
      resolve();
    });
  });
  const close = async () => {
    const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
    injector.destroy();
    grpc.forceShutdown();
    http.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: (listener.address() as AddressInfo).port, close };
}

/** Hands a connection to the server whose protocol it speaks, with nothing of it consumed. */
function route(socket: Socket, http: HttpServer, grpc: ConnectionInjector): void {
  let start = Buffer.alloc(0);
  const isLate = () => socket.destroy();
  socket.setTimeout(FIRST_BYTES_MILLIS, isLate);
  const look = () => {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    start = Buffer.concat([start, chunk]);
    const length = Math.min(start.length, PREFACE.length);
    const isHttp2 = start.subarray(0, length).equals(PREFACE.subarray(0, length));
    if (isHttp2 && length < PREFACE.length) return;
    socket.off("readable", look);
    socket.off("timeout", isLate);
    socket.setTimeout(0);
    socket.unshift(start);
    if (isHttp2) grpc.injectConnection(socket);
    else http.emit("connection", socket);
  };
  socket.on("readable", look);
}
