import { createServer, type Server, type Socket } from "node:net";
import type { Clock, FrontDoor, Instances, Route } from "../ports.js";
import { StatusError } from "../status.js";
import { BackendPool } from "./backend-pool.js";
import { Deadlines } from "./deadlines.js";
import { type ActiveRoute, activate, type Surroundings } from "./door.js";
import type { FinishedRequest } from "./finished-request.js";
import { Http1Connection } from "./http1-connection.js";
import type { Random } from "./trace.js";
import { createTranslators } from "./translator.js";

/** Connections that one URI has at once. */
const MAX_CONNECTIONS = 10_000;

interface Door {
  readonly server: Server;
  readonly sockets: Set<Socket>;
  readonly port: number;
}

/**
 * Opens URIs on ports of `host` and leads their requests to instances. Paths that end with `z`, such as `/healthz`, which
 * Google's front ends keep to themselves, are led on like all others.
 */
export function createFrontDoor(options: {
  /** The address to listen on, which is also the host in the URIs. */
  readonly host: string;
  readonly instances: Instances;
  readonly clock: Clock;
  readonly random: Random;
  /** Told once of every request that had a revision to go to. */
  readonly onRequest: (request: FinishedRequest) => void;
}): FrontDoor & { close(): Promise<void> } {
  const { host, instances, clock, random, onRequest } = options;
  const deadlines = new Deadlines(clock);
  const pool = new BackendPool(deadlines);
  const around: Surroundings = { clock, random, instances, deadlines, pool, onRequest };
  const doors = new Map<string, Door>();
  const opening = new Map<string, Promise<Door>>();
  const ports = new Map<string, number>();
  const routes = new Map<string, ActiveRoute>();
  const translators = createTranslators(around);

  async function openDoor(key: string, preferredPort: number | undefined): Promise<Door> {
    const sockets = new Set<Socket>();
    const routeNow = () => routes.get(key);
    const others = translators.readersFor(routeNow);
    const server = createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      new Http1Connection(around, socket, routeNow, others);
    });
    server.maxConnections = MAX_CONNECTIONS;
    const port = await listen(server, host, ports.get(key) ?? preferredPort ?? 0);
    ports.set(key, port);
    const door = { server, sockets, port };
    doors.set(key, door);
    return door;
  }

  async function closeDoor(key: string): Promise<void> {
    const door = doors.get(key);
    routes.delete(key);
    if (door === undefined) return;
    doors.delete(key);
    const closed = new Promise<void>((resolve) => door.server.close(() => resolve()));
    for (const socket of door.sockets) socket.destroy();
    await closed;
  }

  return {
    async open(key, preferredPort) {
      let door = doors.get(key);
      if (door === undefined) {
        const opened = opening.get(key) ?? openDoor(key, preferredPort).finally(() => opening.delete(key));
        opening.set(key, opened);
        door = await opened;
      }
      return { uri: `http://${host.includes(":") ? `[${host}]` : host}:${door.port}`, port: door.port };
    },
    route(key: string, route: Route) {
      if (!doors.has(key)) throw new StatusError("NOT_FOUND", `The URI of ${key} is not open.`);
      routes.set(key, activate(route, routes.get(key)));
    },
    close: (async (key?: string) => {
      if (key !== undefined) return closeDoor(key);
      await Promise.allSettled(opening.values());
      await Promise.all([...doors.keys()].map(closeDoor));
      translators.close();
      pool.close();
      deadlines.close();
    }) as FrontDoor["close"] & (() => Promise<void>),
  };
}

/** Listens on a port, or on any where that one is taken. */
function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      server.off("listening", succeed);
      if (port !== 0 && error.code === "EADDRINUSE") listen(server, host, 0).then(resolve, reject);
      else reject(error);
    };
    const succeed = (): void => {
      server.off("error", fail);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    };
    server.once("error", fail);
    server.once("listening", succeed);
    server.listen({ host, port, backlog: 1024 });
  });
}
