import { request } from "node:http";
import { connect } from "node:net";
import type { Clock, ProbeSpec, RunningContainer } from "../ports.js";
import { attemptGrpcHealth } from "./grpc-health.js";

/** What one attempt found: nothing where it succeeded, otherwise why not. */
export type AttemptResult = { readonly isHealthy: true } | { readonly isHealthy: false; readonly cause: string };

/**
 * Asks a container once whether it is well. Ends soon after the signal, which says that the time is up; what it then
 * answers is of no account.
 */
export type ProbeAttempt = (
  probe: ProbeSpec,
  target: { readonly host: string; readonly port: number },
  signal: AbortSignal,
) => Promise<AttemptResult>;

const HEALTHY: AttemptResult = { isHealthy: true };

/** How often a port that refuses is tried again within one attempt. */
const TCP_RETRY_MILLIS = 50;

/** Over the network, with the method that the probe names. */
export function networkAttempt(clock: Clock): ProbeAttempt {
  return async (probe, target, signal) => {
    if (probe.http !== undefined) return attemptHttp(probe.http, target, signal);
    if (probe.grpc !== undefined) return attemptGrpcHealth(probe.grpc.service, target, signal);
    return attemptTcp(target, signal, clock);
  };
}

/**
 * Where a probe is to be sent: the container's own port where it names the one that the container was told to listen on,
 * for that may be another one in this runtime.
 */
export function probeTarget(probe: ProbeSpec, container: RunningContainer, specPort: number) {
  const port = probePort(probe);
  return { host: container.host, port: port === specPort || port === 0 ? container.port : port };
}

export function probePort(probe: ProbeSpec): number {
  return (probe.http ?? probe.grpc ?? probe.tcp)?.port ?? 0;
}

/** A refused connection is final for this attempt, as on Cloud Run: its timeout is for an answer, not for a listener. */
function attemptHttp(
  http: NonNullable<ProbeSpec["http"]>,
  target: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<AttemptResult> {
  return new Promise((resolve) => {
    const call = request(
      { ...target, path: http.path === "" ? "/" : http.path, headers: { ...http.headers }, agent: false, signal },
      (response) => {
        const status = response.statusCode ?? 0;
        // Its body may never end.
        response.destroy();
        resolve(
          status >= 200 && status < 400
            ? HEALTHY
            : { isHealthy: false, cause: `HTTP request returned status ${status}` },
        );
      },
    );
    call.on("error", () => resolve(failedConnection(signal)));
    call.end();
  });
}

/** One attempt lasts until its time is up: this is how the default of one attempt in 240 seconds can succeed at all. */
async function attemptTcp(
  target: { readonly host: string; readonly port: number },
  signal: AbortSignal,
  clock: Clock,
): Promise<AttemptResult> {
  while (!signal.aborted) {
    if (await canConnect(target, signal)) return HEALTHY;
    await clock.sleep(TCP_RETRY_MILLIS, signal);
  }
  return failedConnection(signal);
}

function canConnect(target: { readonly host: string; readonly port: number }, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...target });
    const settle = (isOpen: boolean) => {
      signal.removeEventListener("abort", giveUp);
      socket.destroy();
      resolve(isOpen);
    };
    const giveUp = () => settle(false);
    signal.addEventListener("abort", giveUp);
    socket.once("connect", () => settle(true));
    socket.once("error", giveUp);
  });
}

function failedConnection(signal: AbortSignal): AttemptResult {
  const status = signal.aborted ? "DEADLINE_EXCEEDED" : "ERROR_CONNECTION_FAILED";
  return { isHealthy: false, cause: `Connection failed with status ${status}` };
}
