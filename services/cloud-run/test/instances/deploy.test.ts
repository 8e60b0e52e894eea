import { describe, expect, it } from "vitest";
import { StartFailure } from "../../src/runtime/index.js";
import { REVISION } from "../fixtures/containers.js";
import { settle } from "../fixtures/fake-clock.js";
import { HTTP_PROBE, instancesWorld, revisionSpec } from "../fixtures/instances-world.js";

const NOT_LISTENING =
  "The user-provided container failed to start and listen on the port defined provided by the PORT=8080 environment " +
  "variable within the allocated timeout. This can happen when the container port is misconfigured or if the timeout " +
  "is too short. The health check timeout can be extended. Logs for this revision might contain more information.";

describe("deploy", () => {
  it("is ready once its start-up probe has succeeded", async () => {
    const { instances, said, count } = instancesWorld();
    expect(await instances.deploy(revisionSpec())).toEqual({ kind: "ready" });
    expect(count()).toEqual({ active: 0, idle: 1 });
    expect(said()).toEqual([
      "INFO Starting new instance. Reason: DEPLOYMENT_ROLLOUT",
      'INFO Default STARTUP TCP probe succeeded after 1 attempt for container "1" on port 8080.',
    ]);
  });

  it("then keeps the revision at its minimum", async () => {
    const { instances, runtime, clock, count } = instancesWorld();
    await instances.deploy(revisionSpec({ minInstances: 2 }));
    await clock.advance(60 * 60 * 1000);
    expect(count()).toEqual({ active: 0, idle: 2 });
    expect(runtime.containers).toHaveLength(2);
  });

  it("fails where the default probe fails, in Google's words, and leaves nothing running", async () => {
    const { instances, runtime, said, count } = instancesWorld();
    runtime.isHealthy = false;
    expect(await instances.deploy(revisionSpec())).toEqual({
      kind: "failed",
      reason: "HEALTH_CHECK_CONTAINER_ERROR",
      message: NOT_LISTENING,
    });
    expect(runtime.live).toEqual([]);
    expect(count()).toEqual({ active: 0, idle: 0 });
    expect(said()).toContain(
      'ERROR Default STARTUP TCP probe failed 1 time consecutively for container "1" on port 8080. The instance was not started. it is not well.',
    );
  });

  it("fails where a probe that was asked for fails, in other words", async () => {
    const { instances, runtime, clock } = instancesWorld();
    runtime.isHealthy = false;
    const outcome = instances.deploy(revisionSpec({ startupProbe: HTTP_PROBE }));
    await clock.advance(20_000);
    expect(await outcome).toMatchObject({
      kind: "failed",
      reason: "HEALTH_CHECK_CONTAINER_ERROR",
      message: expect.stringContaining("failed the configured startup probe checks."),
    });
  });

  it("fails where the container ends before it is ready, and names the exit", async () => {
    const { instances, runtime } = instancesWorld();
    runtime.isHealthy = false;
    const outcome = instances.deploy(revisionSpec({ startupProbe: HTTP_PROBE }));
    await settle();
    runtime.at(1).exit(3);
    expect(await outcome).toEqual({
      kind: "failed",
      reason: "HEALTH_CHECK_CONTAINER_ERROR",
      message: `${NOT_LISTENING} Container called exit(3).`,
    });
  });

  it.each([
    [new StartFailure("NOT_FOUND", "CONTAINER_MISSING", "Image 'x' not found."), "CONTAINER_MISSING"],
    [new Error("Image 'x' not found."), "HEALTH_CHECK_CONTAINER_ERROR"],
  ])("fails with the reason of the runtime's failure: %s", async (failure, reason) => {
    const { instances, runtime } = instancesWorld();
    runtime.failure = failure;
    expect(await instances.deploy(revisionSpec())).toEqual({
      kind: "failed",
      reason,
      message: "Image 'x' not found.",
    });
  });

  it("may be tried again after a failure, and not while it is there", async () => {
    const { instances, runtime } = instancesWorld();
    runtime.isHealthy = false;
    await instances.deploy(revisionSpec());
    runtime.isHealthy = true;
    expect(await instances.deploy(revisionSpec())).toEqual({ kind: "ready" });
    await expect(instances.deploy(revisionSpec())).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
  });

  it.each([
    ["while its container is started", 5000],
    ["while it is probed", 0],
  ])("ends as retired where it is retired %s", async (_when, startMillis) => {
    const { instances, runtime, clock } = instancesWorld();
    runtime.startMillis = startMillis;
    runtime.isHealthy = false;
    const outcome = instances.deploy(revisionSpec({ startupProbe: HTTP_PROBE }));
    await settle();
    let isRetired = false;
    const retired = instances.retire(REVISION).then(() => {
      isRetired = true;
    });
    await settle();
    expect(isRetired).toBe(startMillis === 0);
    await clock.advance(startMillis);
    await retired;
    expect(await outcome).toMatchObject({ kind: "failed", reason: "RETIRED" });
    expect(runtime.live).toEqual([]);
    expect(clock.sleeperCount).toBe(0);
  });
});
