import { describe, expect, it } from "vitest";
import { REVISION } from "../fixtures/containers.js";
import { settle } from "../fixtures/fake-clock.js";
import { HTTP_PROBE, instancesWorld, revisionSpec } from "../fixtures/instances-world.js";

async function deployed(changes: Parameters<typeof revisionSpec>[0] = {}) {
  const world = instancesWorld();
  await world.instances.deploy(revisionSpec({ minInstances: 1, ...changes }));
  return world;
}

describe("a crash", () => {
  it("is followed by a new instance, at first at once, then with a growing delay", async () => {
    const { runtime, clock, said } = await deployed();
    const crash = async () => {
      runtime.live[0]?.exit(1);
      await settle();
    };
    await crash();
    expect(runtime.containers).toHaveLength(2);
    await crash();
    expect(runtime.containers).toHaveLength(2);
    await clock.advance(1000);
    expect(runtime.containers).toHaveLength(3);
    await crash();
    await clock.advance(1999);
    expect(runtime.containers).toHaveLength(3);
    await clock.advance(1);
    expect(runtime.containers).toHaveLength(4);
    expect(said().filter((line) => line === "WARNING Container called exit(1).")).toHaveLength(3);
  });

  it("is forgiven after a minute of service", async () => {
    const { runtime, clock } = await deployed();
    for (let crash = 1; crash < 5; crash++) {
      await clock.advance(60_000);
      runtime.live[0]?.exit(1);
      await settle();
      expect(runtime.containers).toHaveLength(crash + 1);
    }
  });

  it("waits for a request where the minimum is 0", async () => {
    const { runtime, clock, acquire } = await deployed({ minInstances: 0 });
    runtime.at(1).exit(1);
    await clock.advance(60_000);
    expect(runtime.containers).toHaveLength(1);
    expect((await acquire()).port).toBe(2);
  });

  it("leaves the requests of other instances alone, and its own may be released", async () => {
    const { runtime, acquire, count } = await deployed({ minInstances: 0, concurrency: 1 });
    const leases = [await acquire(), await acquire()];
    runtime.at(1).exit(1);
    await settle();
    expect(count()).toEqual({ active: 1, idle: 0 });
    for (const lease of leases) lease.release();
    expect(count()).toEqual({ active: 0, idle: 1 });
  });
});

describe("a start that fails later on", () => {
  it("sends those away that wait for it", async () => {
    const { runtime, acquire } = await deployed({ minInstances: 0 });
    runtime.at(1).exit(1);
    runtime.isHealthy = false;
    await settle();
    await expect(acquire()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: "The request failed because the instance failed the readiness check.",
    });
    expect(runtime.live).toEqual([]);
  });

  it("is tried again with a growing delay, never more often", async () => {
    const { runtime, clock } = await deployed();
    runtime.isHealthy = false;
    runtime.at(1).exit(1);
    await clock.advance(10 * 60 * 1000);
    expect(runtime.containers.length).toBeGreaterThan(8);
    expect(runtime.containers.length).toBeLessThan(20);
    runtime.isHealthy = true;
    await clock.advance(60_000);
    expect(runtime.live).toHaveLength(1);
  });
});

describe("the liveness probe", () => {
  it("replaces an instance that fails it, and its request with it", async () => {
    const { runtime, clock, acquire, said } = await deployed({ livenessProbe: HTTP_PROBE });
    const lease = await acquire();
    await clock.advance(100_000);
    runtime.at(1).isHealthy = false;
    await clock.advance(19_999);
    expect(runtime.live).toEqual([runtime.at(1)]);
    await clock.advance(10_001);
    expect(runtime.live).toEqual([runtime.at(2)]);
    lease.release();
    expect((await acquire()).port).toBe(2);
    expect(said()).toContain(
      'ERROR LIVENESS HTTP probe failed 3 times consecutively for container "1" on port 8080 path "/healthz". The instance has been shut down. it is not well.',
    );
  });

  it("gives the instance no more requests while it is stopped", async () => {
    const { runtime, clock, acquire, instances } = instancesWorld();
    runtime.heedsTerm = false;
    await instances.deploy(revisionSpec({ livenessProbe: { ...HTTP_PROBE, failureThreshold: 1 }, maxInstances: 1 }));
    runtime.at(1).isHealthy = false;
    await clock.advance(10_000);
    const lease = acquire();
    await clock.advance(9999);
    expect(runtime.containers).toHaveLength(1);
    await clock.advance(1);
    expect((await lease).port).toBe(2);
  });

  it("ends with the instance", async () => {
    const { clock, instances } = await deployed({ livenessProbe: HTTP_PROBE });
    await instances.retire(REVISION);
    expect(clock.sleeperCount).toBe(0);
  });
});
