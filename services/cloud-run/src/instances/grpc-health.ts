import { Client, credentials, status } from "@grpc/grpc-js";
import protobuf from "protobufjs";
import type { AttemptResult } from "./probe-attempt.js";

/** https://github.com/grpc/grpc/blob/master/src/proto/grpc/health/v1/health.proto */
const { root } = protobuf.parse(`
  syntax = "proto3";
  package grpc.health.v1;
  message HealthCheckRequest { string service = 1; }
  message HealthCheckResponse {
    enum ServingStatus { UNKNOWN = 0; SERVING = 1; NOT_SERVING = 2; SERVICE_UNKNOWN = 3; }
    ServingStatus status = 1;
  }
`);
const HealthCheckRequest = root.lookupType("grpc.health.v1.HealthCheckRequest");
const HealthCheckResponse = root.lookupType("grpc.health.v1.HealthCheckResponse");
const SERVING = "SERVING";

/** Calls `grpc.health.v1.Health.Check` without TLS. Only SERVING is healthy. */
export function attemptGrpcHealth(
  service: string,
  target: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<AttemptResult> {
  const client = new Client(`${target.host}:${target.port}`, credentials.createInsecure(), {
    // Otherwise a channel to the same address, and with it its back-off, is shared among attempts.
    "grpc.use_local_subchannel_pool": 1,
    "grpc.enable_http_proxy": 0,
  });
  return new Promise<AttemptResult>((resolve) => {
    const giveUp = () => call.cancel();
    const call = client.makeUnaryRequest(
      "/grpc.health.v1.Health/Check",
      (request: object) => Buffer.from(HealthCheckRequest.encode(HealthCheckRequest.create(request)).finish()),
      (bytes: Buffer) =>
        HealthCheckResponse.toObject(HealthCheckResponse.decode(bytes), { enums: String, defaults: true }),
      { service },
      (error, response) => {
        signal.removeEventListener("abort", giveUp);
        client.close();
        const serving = response?.["status"];
        if (error === null && serving === SERVING) resolve({ isHealthy: true });
        else resolve({ isHealthy: false, cause: error === null ? `Health status ${serving}` : failedCall(error.code) });
      },
    );
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) giveUp();
  });
}

function failedCall(code: number): string {
  return `Connection failed with status ${code === status.CANCELLED ? "DEADLINE_EXCEEDED" : (status[code] ?? code)}`;
}
