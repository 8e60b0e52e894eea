import { describe, expect, it } from "vitest";
import { instancesToStart, restartDelayMillis, wantedInstances } from "../../src/instances/autoscale.js";
import type { Lease } from "../../src/ports.js";
import { REVISION } from "../fixtures/containers.js";
import { settle } from "../fixtures/fake-clock.js";
import { instancesWorld, revisionSpec } from "../fixtures/instances-world.js";

const IDLE_MILLIS = 15 * 60 * 1000;

describe("wantedInstances", () => {
  it.each([
    [0, 0, 80, 0, 10, 0],
    [1, 0, 80, 0, 10, 1],
    [80, 1, 80, 0, 10, 2],
    [0, 0, 80, 2, 10, 2],
    [1000, 0, 1, 0, 10, 10],
    [0, 0, 1, 5, 3, 3],
  ])(
    "of %i running and %i waiting, %i at once, from %i to %i, is %i",
    (inFlight, waiting, concurrency, min, max, wanted) => {
      const load = { inFlight, waiting, concurrency, minInstances: min, maxInstances: max };
      expect(wantedInstances(load)).toBe(wanted);
    },
  );

  it("leaves room for those that are on their way out", () => {
    const load = { inFlight: 0, waiting: 5, concurrency: 1, minInstances: 0, maxInstances: 3 };
    expect(instancesToStart(load, { starting: 0, ready: 0, draining: 2 })).toBe(1);
    expect(instancesToStart(load, { starting: 1, ready: 1, draining: 2 })).toBe(0);
  });
});

describe("restartDelayMillis", () => {
  it("is nothing at first, then doubles up to its limit", () => {
    const backOff = { firstMillis: 1000, limitMillis: 5000 };
    expect([0, 1, 2, 3, 4, 5, 50].map((failures) => restartDelayMillis(failures, backOff))).toEqual([
      0, 0, 1000, 2000, 4000, 5000, 5000,
    ]);
  });
});

async function deployed(changes: Parameters<typeof revisionSpec>[0] = {}) {
  const world = instancesWorld();
  await world.instances.deploy(revisionSpec(changes));
  return world;
}

describe("acquire", () => {
  it("gives the least loaded instance", async () => {
    const { acquire } = await deployed({ minInstances: 2, concurrency: 10 });
    await settle();
    const leases = [await acquire(), await acquire(), await acquire(), await acquire()];
    expect(leases.map(({ port }) => port)).toEqual([1, 2, 1, 2]);
    leases[1]?.release();
    leases[3]?.release();
    expect((await acquire()).port).toBe(2);
  });

  it("starts another instance where all are full, and waits for it", async () => {
    const { acquire, count } = await deployed();
    const ports = [];
    for (let request = 0; request < 5; request++) ports.push((await acquire()).port);
    expect(ports).toEqual([1, 1, 2, 2, 3]);
    expect(count()).toEqual({ active: 3, idle: 0 });
  });

  it("starts no more instances than there may be: the next request waits for a place", async () => {
    const { acquire, runtime } = await deployed({ maxInstances: 1, concurrency: 1 });
    const first = await acquire();
    let second: Lease | undefined;
    const waiting = acquire().then((lease) => {
      second = lease;
    });
    await settle();
    expect(second).toBeUndefined();
    first.release();
    first.release();
    await waiting;
    expect(second?.port).toBe(1);
    expect(runtime.containers).toHaveLength(1);
  });

  it("serves those that wait in their order", async () => {
    const { acquire } = await deployed({ maxInstances: 1, concurrency: 1 });
    const first = await acquire();
    const served: number[] = [];
    const waiting = [1, 2, 3].map((index) =>
      acquire().then((lease) => {
        served.push(index);
        lease.release();
      }),
    );
    first.release();
    await Promise.all(waiting);
    expect(served).toEqual([1, 2, 3]);
  });

  it("refuses after 10 seconds with RESOURCE_EXHAUSTED where all that there may be are busy", async () => {
    const { acquire, clock } = await deployed({ maxInstances: 1, concurrency: 1 });
    await acquire();
    const refused = acquire().catch((error: unknown) => error);
    await clock.advance(9999);
    expect(await Promise.race([refused, "waits"])).toBe("waits");
    await clock.advance(1);
    expect(await refused).toMatchObject({
      code: "RESOURCE_EXHAUSTED",
      message: "The request was aborted because there was no available instance.",
    });
  });

  it("waits three and a half times as long as a start takes, and refuses with UNAVAILABLE where none came up", async () => {
    const { acquire, clock, runtime, instances } = instancesWorld();
    runtime.startMillis = 8000;
    const outcome = instances.deploy(revisionSpec({ concurrency: 1 }));
    await clock.advance(8000);
    await outcome;
    await acquire();
    runtime.startMillis = 60_000;
    const refused = acquire().catch((error: unknown) => error);
    await clock.advance(27_999);
    expect(await Promise.race([refused, "waits"])).toBe("waits");
    await clock.advance(1);
    expect(await refused).toMatchObject({ code: "UNAVAILABLE" });
  });

  it("ends with the request that it is for", async () => {
    const { acquire } = await deployed({ maxInstances: 1, concurrency: 1 });
    const first = await acquire();
    const gone = new AbortController();
    const cancelled = acquire(gone.signal).catch((error: unknown) => error);
    const next = acquire();
    gone.abort();
    expect(await cancelled).toMatchObject({ code: "CANCELLED" });
    await expect(acquire(gone.signal)).rejects.toMatchObject({ code: "CANCELLED" });
    first.release();
    expect((await next).port).toBe(1);
  });

  it("refuses a revision that is not deployed", async () => {
    await expect(instancesWorld().acquire()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});

describe("scaling down", () => {
  it("ends an instance 15 minutes after its last request, and the next request waits for a start", async () => {
    const { acquire, clock, runtime, count } = await deployed();
    await clock.advance(60_000);
    (await acquire()).release();
    await clock.advance(IDLE_MILLIS - 1);
    expect(count()).toEqual({ active: 0, idle: 1 });
    await clock.advance(1);
    expect(count()).toEqual({ active: 0, idle: 0 });
    expect(runtime.live).toEqual([]);
    expect((await acquire()).port).toBe(2);
  });

  it("ends none that has a request, however long", async () => {
    const { acquire, clock, count } = await deployed();
    await acquire();
    await clock.advance(10 * IDLE_MILLIS);
    expect(count()).toEqual({ active: 1, idle: 0 });
  });

  it("leaves the minimum", async () => {
    const { acquire, clock, count } = await deployed({ minInstances: 1, concurrency: 1 });
    const leases = [await acquire(), await acquire(), await acquire()];
    for (const lease of leases) lease.release();
    await clock.advance(10 * IDLE_MILLIS);
    expect(count()).toEqual({ active: 0, idle: 1 });
  });
});

describe("scale", () => {
  it("starts up to a higher minimum, and lets a lower one take effect", async () => {
    const { instances, clock, count } = await deployed();
    instances.scale(REVISION, { minInstances: 3, maxInstances: 3 });
    await settle();
    expect(count().idle).toBe(3);
    await clock.advance(2 * IDLE_MILLIS);
    expect(count().idle).toBe(3);
    instances.scale(REVISION, { minInstances: 1, maxInstances: 3 });
    await settle();
    expect(count().idle).toBe(1);
  });

  it("ends those above a lower maximum once they have finished", async () => {
    const { instances, acquire, runtime } = await deployed({ concurrency: 1 });
    const leases = [await acquire(), await acquire()];
    instances.scale(REVISION, { minInstances: 0, maxInstances: 1 });
    await settle();
    expect(runtime.live).toHaveLength(2);
    for (const lease of leases) lease.release();
    await settle();
    expect(runtime.live).toHaveLength(1);
  });

  it("serves those that wait for a higher maximum", async () => {
    const { instances, acquire } = await deployed({ maxInstances: 1, concurrency: 1 });
    await acquire();
    const waiting = acquire();
    instances.scale(REVISION, { minInstances: 0, maxInstances: 2 });
    expect((await waiting).port).toBe(2);
  });

  it("says nothing of a revision that is not deployed", () => {
    const { instances, count } = instancesWorld();
    instances.scale("unknown", { minInstances: 1, maxInstances: 1 });
    expect(count()).toEqual({ active: 0, idle: 0 });
  });
});
