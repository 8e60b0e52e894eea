import { createServer, type IncomingMessage, type RequestListener, request, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createFrontDoor, type FinishedRequest } from "../../src/front-door/index.js";
import type { Clock, Instances, Route } from "../../src/ports.js";
import { StatusError } from "../../src/status.js";

export const HOST = "127.0.0.1";
export const SERVICE = "projects/p/locations/l/services/shop";
export const revision = (name: string): string => `${SERVICE}/revisions/${name}`;

export const realClock: Clock = {
  nowMillis: () => performance.timeOrigin + performance.now(),
  sleep: async (millis, signal) => {
    await sleep(millis, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  },
};

/** A front door before backends that are named as revisions, with what was acquired, released and reported. */
export async function startDoor() {
  const ports = new Map<string, number>();
  const requests: FinishedRequest[] = [];
  const leases = { taken: 0, released: 0 };
  const stops: (() => Promise<unknown>)[] = [];
  const held = new Set<string>();
  const aborted: string[] = [];
  const instances: Instances = {
    deploy: async () => ({ kind: "ready" }),
    scale: () => {},
    retire: async () => {},
    count: () => ({ active: 0, idle: 0 }),
    acquire: async (name, signal) => {
      if (held.has(name)) {
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        aborted.push(name);
        throw new StatusError("CANCELLED", "gone");
      }
      const port = ports.get(name);
      if (port === undefined) throw new StatusError("RESOURCE_EXHAUSTED", "no instance");
      leases.taken += 1;
      return {
        host: HOST,
        port,
        release: () => {
          leases.released += 1;
        },
      };
    },
  };
  const onRequest = (request: FinishedRequest): void => void requests.push(request);
  const door = createFrontDoor({ host: HOST, instances, clock: realClock, random: () => 0.5, onRequest });
  const { uri, port } = await door.open("shop");

  async function listen(server: { listen(port: number, host: string, done: () => void): unknown; address(): unknown }) {
    await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
    return (server.address() as AddressInfo).port;
  }

  return {
    door,
    uri,
    port,
    requests,
    leases,
    held,
    aborted,
    ports,
    listen,
    onStop: (stop: () => Promise<unknown>) => stops.push(stop),
    async backend(name: string, listener: RequestListener): Promise<Server> {
      const server = createServer(listener);
      ports.set(revision(name), await listen(server));
      stops.push(async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      });
      return server;
    },
    route(percents: Readonly<Record<string, number>>, more: Partial<Route> = {}): void {
      const targets = Object.entries(percents).map(([name, percent]) => ({ revision: revision(name), percent }));
      const usual = {
        service: SERVICE,
        tag: undefined,
        hasSessionAffinity: false,
        timeoutMillis: 20_000,
        isH2c: false,
      };
      door.route("shop", { ...usual, targets, ...more });
    },
    async stop(): Promise<void> {
      await door.close();
      for (const stop of stops) await stop();
    },
  };
}

export type TestDoor = Awaited<ReturnType<typeof startDoor>>;

/** Resolves as soon as something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(2);
}

/** Sends bytes on a connection of its own, and gives what comes back until it is closed or `isEnough`. */
export function raw(port: number, text: string, isEnough: (got: string) => boolean = () => false): Promise<string> {
  return new Promise((resolve) => {
    let got = "";
    const socket: Socket = connect(port, HOST, () => socket.write(text, "latin1"));
    const finish = (): void => resolve(got);
    socket.on("data", (bytes) => {
      got += bytes.toString("latin1");
      if (isEnough(got)) socket.destroy();
    });
    socket.on("error", () => {}).on("end", () => socket.end());
    socket.on("close", finish);
  });
}

export function send(
  uri: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<{
  status: number;
  headers: IncomingMessage["headers"];
  trailers: IncomingMessage["trailers"];
  body: string;
}> {
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {}, body } = options;
    const sent = request(uri, { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode = 0, headers: got, trailers } = response;
        resolve({ status: statusCode, headers: got, trailers, body: Buffer.concat(parts).toString() });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
