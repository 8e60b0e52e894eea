import { describe, expect, it } from "vitest";
import type { AttemptResult } from "../../src/instances/index.js";
import { probeUntilHealthy, probeUntilUnhealthy } from "../../src/instances/probe-rules.js";
import type { ProbeSpec } from "../../src/ports.js";
import { FakeClock } from "../fixtures/fake-clock.js";
import { HTTP_PROBE } from "../fixtures/instances-world.js";

/** "+" healthy, "-" not, "h" never answers; the last one goes on for ever. */
async function run(rule: typeof probeUntilHealthy, probe: Partial<ProbeSpec>, script: string, stopSeconds = 600) {
  const clock = new FakeClock();
  const stop = new AbortController();
  const attemptedSeconds: number[] = [];
  const attempt = async (signal: AbortSignal): Promise<AttemptResult> => {
    const answer = script[Math.min(attemptedSeconds.length, script.length - 1)];
    attemptedSeconds.push(clock.nowMillis() / 1000);
    if (answer === "h") await clock.sleep(Number.MAX_SAFE_INTEGER, signal);
    return answer === "+" ? { isHealthy: true } : { isHealthy: false, cause: "no" };
  };
  let endSeconds = -1;
  const verdict = rule({ ...HTTP_PROBE, ...probe }, clock, attempt, stop.signal).then((result) => {
    endSeconds = clock.nowMillis() / 1000;
    return result;
  });
  await clock.advance(stopSeconds * 1000);
  stop.abort();
  return { verdict: await verdict, attemptedSeconds, endSeconds, sleepers: clock.sleeperCount };
}

const TIMED_OUT = "Connection failed with status DEADLINE_EXCEEDED";

describe("probeUntilHealthy", () => {
  it.each<[string, Partial<ProbeSpec>, string, object, number[], number]>([
    ["succeeds with the first success", {}, "+", { kind: "succeeded", attempts: 1 }, [0], 0],
    ["waits for the initial delay", { initialDelaySeconds: 7 }, "+", { kind: "succeeded", attempts: 1 }, [7], 7],
    ["tries again a period later", {}, "--+", { kind: "succeeded", attempts: 3 }, [0, 10, 20], 20],
    ["fails with the threshold's failure", {}, "-", { kind: "failed", failures: 3, cause: "no" }, [0, 10, 20], 20],
    [
      "fails at once with a threshold of 1",
      { failureThreshold: 1 },
      "-",
      { kind: "failed", failures: 1, cause: "no" },
      [0],
      0,
    ],
    [
      "counts the period from the begin of an attempt",
      { timeoutSeconds: 4, failureThreshold: 2 },
      "h",
      { kind: "failed", failures: 2, cause: TIMED_OUT },
      [0, 10],
      14,
    ],
    [
      "takes no answer in time for a failure",
      { timeoutSeconds: 240, periodSeconds: 240, failureThreshold: 1 },
      "h",
      { kind: "failed", failures: 1, cause: TIMED_OUT },
      [0],
      240,
    ],
    [
      "takes 0 for the default of 1 s, 10 s and 3 failures",
      { timeoutSeconds: 0, periodSeconds: 0, failureThreshold: 0 },
      "h",
      { kind: "failed", failures: 3, cause: TIMED_OUT },
      [0, 10, 20],
      21,
    ],
  ])("%s", async (_rule, probe, script, verdict, attemptedSeconds, endSeconds) => {
    expect(await run(probeUntilHealthy, probe, script)).toEqual({ verdict, attemptedSeconds, endSeconds, sleepers: 0 });
  });

  it.each([
    ["during the initial delay", { initialDelaySeconds: 100 }, "+", []],
    ["during an attempt", { timeoutSeconds: 200, periodSeconds: 200 }, "h", [0]],
    ["between attempts", { periodSeconds: 100 }, "-", [0]],
  ])("stops when told to %s", async (_when, probe, script, attemptedSeconds) => {
    const result = await run(probeUntilHealthy, probe, script, 50);
    expect(result).toEqual({ verdict: { kind: "stopped" }, attemptedSeconds, endSeconds: 50, sleepers: 0 });
  });

  it("takes an attempt that throws for a failure", async () => {
    const attempt = async () => {
      throw new Error("broken");
    };
    const probe = { ...HTTP_PROBE, failureThreshold: 1 };
    expect(await probeUntilHealthy(probe, new FakeClock(), attempt, new AbortController().signal)).toEqual({
      kind: "failed",
      failures: 1,
      cause: "broken",
    });
  });
});

describe("probeUntilUnhealthy", () => {
  it.each<[string, string, object, number]>([
    ["goes on while all is well", "+", { kind: "stopped" }, 60],
    [
      "fails after as many failures in a row as the threshold says",
      "++-",
      { kind: "failed", failures: 3, cause: "no" },
      5,
    ],
    ["begins to count again after a success", "--+--+--+-", { kind: "failed", failures: 3, cause: "no" }, 12],
  ])("%s", async (_rule, script, verdict, attempts) => {
    const result = await run(probeUntilUnhealthy, {}, script, 599);
    expect(result.verdict).toEqual(verdict);
    expect(result.attemptedSeconds).toHaveLength(attempts);
  });
});
