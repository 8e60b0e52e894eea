import { createServer, type Server } from "node:net";
import { Server as GrpcServer, ServerCredentials, status } from "@grpc/grpc-js";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { networkAttempt, probeTarget } from "../../src/instances/probe-attempt.js";
import type { ProbeSpec, RunningContainer } from "../../src/ports.js";
import { ProcessRuntime, systemClock } from "../../src/runtime/index.js";
import { IMAGES, instanceSpec, until } from "../fixtures/containers.js";
import { DEFAULT_PROBE, HTTP_PROBE } from "../fixtures/instances-world.js";

const runtime = new ProcessRuntime(IMAGES);
let container: RunningContainer;
beforeAll(async () => {
  const lines: string[] = [];
  container = await runtime.start(instanceSpec(), (_stream, line) => lines.push(line));
  await until("it listens", () => lines.includes("listening"));
});
afterAll(() => runtime.close(0));

const { tcp: _tcp, ...withoutMethod } = DEFAULT_PROBE;

function attempt(method: Partial<ProbeSpec>, port = container.port, signal = new AbortController().signal) {
  return networkAttempt(systemClock)({ ...withoutMethod, ...method }, { host: "127.0.0.1", port }, signal);
}

async function closedPort(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return { server, port };
}

describe("an HTTP probe", () => {
  it.each([
    ["/", { isHealthy: true }],
    ["", { isHealthy: true }],
    ["/status/302", { isHealthy: true }],
    ["/status/404", { isHealthy: false, cause: "HTTP request returned status 404" }],
  ])("of path '%s' is %o", async (path, result) => {
    expect(await attempt({ http: { path, port: 8080, headers: { "x-probe": "1" } } })).toEqual(result);
  });

  it("gives up when its time is up", async () => {
    const signal = AbortSignal.timeout(50);
    expect(await attempt({ http: { path: "/hang", port: 8080, headers: {} } }, container.port, signal)).toEqual({
      isHealthy: false,
      cause: "Connection failed with status DEADLINE_EXCEEDED",
    });
  });

  it("fails at once where nobody listens", async () => {
    const { port } = await closedPort();
    expect(await attempt({ http: { path: "/", port, headers: {} } }, port)).toEqual({
      isHealthy: false,
      cause: "Connection failed with status ERROR_CONNECTION_FAILED",
    });
  });
});

describe("a TCP probe", () => {
  it("succeeds where somebody listens", async () => {
    expect(await attempt({ tcp: { port: 8080 } })).toEqual({ isHealthy: true });
  });

  it("waits for a listener until its time is up", async () => {
    const { server, port } = await closedPort();
    const result = attempt({ tcp: { port } }, port);
    server.listen(port, "127.0.0.1");
    expect(await result).toEqual({ isHealthy: true });
    server.close();
    const { port: other } = await closedPort();
    expect(await attempt({ tcp: { port: other } }, other, AbortSignal.timeout(120))).toEqual({
      isHealthy: false,
      cause: "Connection failed with status DEADLINE_EXCEEDED",
    });
  });
});

describe("a gRPC probe", () => {
  let server: GrpcServer | undefined;
  afterEach(() => server?.forceShutdown());

  /** Answers with a serving status by service, and never for the service "slow". */
  async function serve(statuses: Readonly<Record<string, number>>): Promise<number> {
    const grpc = new GrpcServer();
    server = grpc;
    const check = {
      path: "/grpc.health.v1.Health/Check",
      requestStream: false,
      responseStream: false,
      requestSerialize: (bytes: Buffer) => bytes,
      requestDeserialize: (bytes: Buffer) => bytes,
      responseSerialize: (bytes: Buffer) => bytes,
      responseDeserialize: (bytes: Buffer) => bytes,
    } as const;
    grpc.addService(
      { check },
      {
        check: (call: { request: Buffer }, answer: (error: object | null, bytes?: Buffer) => void) => {
          const service = call.request.subarray(2).toString("utf8");
          const serving = statuses[service];
          if (service === "slow") return;
          if (serving === undefined) answer({ code: status.NOT_FOUND, details: "unknown service" });
          else answer(null, Buffer.from(serving === 0 ? [] : [0x08, serving]));
        },
      },
    );
    return new Promise((resolve, reject) => {
      grpc.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error) reject(error);
        else resolve(port);
      });
    });
  }

  it.each([
    ["", { isHealthy: true }],
    ["shop", { isHealthy: true }],
    ["resting", { isHealthy: false, cause: "Health status NOT_SERVING" }],
    ["silent", { isHealthy: false, cause: "Health status UNKNOWN" }],
    ["unknown", { isHealthy: false, cause: "Connection failed with status NOT_FOUND" }],
  ])("of service '%s' is %o", async (service, result) => {
    const port = await serve({ "": 1, shop: 1, resting: 2, silent: 0 });
    expect(await attempt({ grpc: { port, service } }, port)).toEqual(result);
  });

  it("gives up when its time is up, and fails where nobody listens", async () => {
    const port = await serve({});
    expect(await attempt({ grpc: { port, service: "slow" } }, port, AbortSignal.timeout(100))).toEqual({
      isHealthy: false,
      cause: "Connection failed with status DEADLINE_EXCEEDED",
    });
    const closed = await closedPort();
    expect(await attempt({ grpc: { port: closed.port, service: "" } }, closed.port)).toEqual({
      isHealthy: false,
      cause: "Connection failed with status UNAVAILABLE",
    });
  });
});

describe("probeTarget", () => {
  it("is the container's real port where the probe names the specified one or none, and the named one otherwise", () => {
    const of = (port: number) =>
      probeTarget({ ...HTTP_PROBE, http: { path: "/", port, headers: {} } }, container, 8080).port;
    expect([of(8080), of(0), of(9000)]).toEqual([container.port, container.port, 9000]);
  });
});
