import type { ProbeSpec } from "../ports.js";
import { probePort } from "./probe-attempt.js";

/** The probe that Cloud Run gives a container that has none. https://cloud.google.com/run/docs/configuring/healthchecks */
function isDefault(probe: ProbeSpec, containerPort: number): boolean {
  return (
    probe.tcp !== undefined &&
    (probe.tcp.port === containerPort || probe.tcp.port === 0) &&
    probe.timeoutSeconds === 240 &&
    probe.failureThreshold === 1
  );
}

/** Google's wording, by whether the probe was asked for: googlecodelabs/monolith-to-microservices#110, and the acceptance
 * tests of terraform-provider-google for `google_cloud_run_v2_service`. */
export function notStarted(probe: ProbeSpec, containerPort: number): string {
  return isDefault(probe, containerPort) ? notListening(containerPort) : FAILED_PROBE;
}

/** A container that ended before it was ready. */
export function endedEarly(exitCode: number | undefined, containerPort: number): string {
  return `${notListening(containerPort)} ${called(exitCode)}`;
}

/** As Cloud Run's system log says it. */
export function called(exitCode: number | undefined): string {
  return exitCode === undefined ? "Container terminated on a signal." : `Container called exit(${exitCode}).`;
}

export function probeFailed(
  role: "STARTUP" | "LIVENESS",
  probe: ProbeSpec,
  containerPort: number,
  verdict: { readonly failures: number; readonly cause: string },
): string {
  const consequence = role === "STARTUP" ? "The instance was not started." : "The instance has been shut down.";
  return `${probeName(role, probe, containerPort)} failed ${times(verdict.failures)} consecutively ${where(
    probe,
    containerPort,
  )}. ${consequence} ${verdict.cause}.`;
}

export function probeSucceeded(probe: ProbeSpec, containerPort: number, attempts: number): string {
  const count = `${attempts} attempt${attempts === 1 ? "" : "s"}`;
  return `${probeName("STARTUP", probe, containerPort)} succeeded after ${count} ${where(probe, containerPort)}.`;
}

const FAILED_PROBE =
  "The user-provided container failed the configured startup probe checks. Logs for this revision might contain more information.";

function notListening(port: number): string {
  return (
    `The user-provided container failed to start and listen on the port defined provided by the PORT=${port} environment ` +
    "variable within the allocated timeout. This can happen when the container port is misconfigured or if the timeout is " +
    "too short. The health check timeout can be extended. Logs for this revision might contain more information."
  );
}

function probeName(role: "STARTUP" | "LIVENESS", probe: ProbeSpec, containerPort: number): string {
  const method = probe.http !== undefined ? "HTTP" : probe.grpc !== undefined ? "GRPC" : "TCP";
  return `${role === "STARTUP" && isDefault(probe, containerPort) ? "Default " : ""}${role} ${method} probe`;
}

function where(probe: ProbeSpec, containerPort: number): string {
  const path = probe.http === undefined ? "" : ` path "${probe.http.path}"`;
  return `for container "1" on port ${probePort(probe) || containerPort}${path}`;
}

function times(count: number): string {
  return `${count} time${count === 1 ? "" : "s"}`;
}
