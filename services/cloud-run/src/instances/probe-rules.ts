import type { Clock, ProbeSpec } from "../ports.js";
import type { AttemptResult } from "./probe-attempt.js";

/** How a probe ended. "stopped": its signal said so before it was decided. */
export type ProbeVerdict =
  | { readonly kind: "succeeded"; readonly attempts: number }
  | { readonly kind: "failed"; readonly failures: number; readonly cause: string }
  | { readonly kind: "stopped" };

type Attempt = (signal: AbortSignal) => Promise<AttemptResult>;

/** Attempts until one succeeds, or as many in a row as the threshold says have failed. */
export function probeUntilHealthy(probe: ProbeSpec, clock: Clock, attempt: Attempt, signal: AbortSignal) {
  return probeUntil("first success", probe, clock, attempt, signal);
}

/** Attempts until as many in a row as the threshold says have failed: never "succeeded". */
export function probeUntilUnhealthy(probe: ProbeSpec, clock: Clock, attempt: Attempt, signal: AbortSignal) {
  return probeUntil("failure", probe, clock, attempt, signal);
}

/** The first attempt comes after the initial delay, each further one a period after the one before began. */
async function probeUntil(
  end: "first success" | "failure",
  probe: ProbeSpec,
  clock: Clock,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<ProbeVerdict> {
  const { timeoutMillis, periodMillis, failureThreshold } = withDefaults(probe);
  await clock.sleep(probe.initialDelaySeconds * 1000, signal);
  let failures = 0;
  for (let attempts = 1; !signal.aborted; attempts++) {
    const beganMillis = clock.nowMillis();
    const result = await timed(attempt, timeoutMillis, clock, signal);
    if (signal.aborted) break;
    if (result.isHealthy) {
      if (end === "first success") return { kind: "succeeded", attempts };
      failures = 0;
    } else {
      failures += 1;
      if (failures >= failureThreshold) return { kind: "failed", failures, cause: result.cause };
    }
    await clock.sleep(Math.max(0, beganMillis + periodMillis - clock.nowMillis()), signal);
  }
  return { kind: "stopped" };
}

/** What Cloud Run takes where a probe says nothing (proto: 0). google.cloud.run.v2.Probe */
function withDefaults(probe: ProbeSpec) {
  return {
    timeoutMillis: (probe.timeoutSeconds || 1) * 1000,
    periodMillis: (probe.periodSeconds || 10) * 1000,
    failureThreshold: probe.failureThreshold || 3,
  };
}

async function timed(attempt: Attempt, millis: number, clock: Clock, signal: AbortSignal): Promise<AttemptResult> {
  const done = new AbortController();
  const stop = () => done.abort();
  signal.addEventListener("abort", stop);
  const timedOut = clock
    .sleep(millis, done.signal)
    .then((): AttemptResult => ({ isHealthy: false, cause: "Connection failed with status DEADLINE_EXCEEDED" }));
  const answered = attempt(done.signal).catch(
    (error: unknown): AttemptResult => ({
      isHealthy: false,
      cause: error instanceof Error ? error.message : String(error),
    }),
  );
  const result = await Promise.race([answered, timedOut]);
  signal.removeEventListener("abort", stop);
  done.abort();
  return result;
}
