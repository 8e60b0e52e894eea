import type { PlainMessage } from "../plain-message.js";
import { child, number } from "./fields.js";
import type { Violations } from "./violations.js";

export type ProbeUse = "startup" | "liveness" | "readiness";

const KINDS = ["httpGet", "tcpSocket", "grpc"] as const;

/** Limits of Probe in k8s.min.proto, and failureThreshold * periodSeconds <= 240 for start-up (rule 21). */
export function checkProbe(probe: PlainMessage, use: ProbeUse, path: string, violations: Violations): void {
  const kinds = KINDS.filter((kind) => probe[kind] !== undefined);
  violations.require(kinds.length === 1, path, "Exactly one of httpGet, tcpSocket, or grpc must be specified");
  violations.require(
    use === "startup" || !kinds.includes("tcpSocket"),
    `${path}.tcp_socket`,
    "TCP socket probes are only supported for startup probes",
  );
  const longest = use === "startup" ? 240 : 3600;
  const initialDelay = number(probe, "initialDelaySeconds");
  const period = number(probe, "periodSeconds") || 10;
  const timeout = number(probe, "timeoutSeconds") || 1;
  const threshold = number(probe, "failureThreshold") || 3;
  const within = (value: number, low: number, high: number) => value >= low && value <= high;
  violations.require(
    within(initialDelay, 0, longest),
    `${path}.initial_delay_seconds`,
    `must be between 0 and ${longest}`,
  );
  violations.require(within(period, 1, longest), `${path}.period_seconds`, `must be between 1 and ${longest}`);
  violations.require(within(timeout, 1, 3600), `${path}.timeout_seconds`, "must be between 1 and 3600");
  violations.require(timeout <= period, `${path}.timeout_seconds`, "must be smaller than or equal to period_seconds");
  violations.require(threshold >= 1, `${path}.failure_threshold`, "must be at least 1");
  violations.require(
    use !== "startup" || threshold * period <= 240,
    `${path}.failure_threshold`,
    "failure_threshold * period_seconds must not be greater than 240 seconds",
  );
  for (const kind of kinds) {
    const port = number(child(probe, kind), "port");
    violations.require(within(port, 0, 65535), `${path}.${kind}.port`, "must be in the range 1 to 65535");
  }
}
