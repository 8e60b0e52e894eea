import { describe, expect, it } from "vitest";
import { REVISION } from "../fixtures/containers.js";
import { settle } from "../fixtures/fake-clock.js";
import { instancesWorld, revisionSpec } from "../fixtures/instances-world.js";

describe("retire", () => {
  it("lets requests finish, takes no more, and then stops", async () => {
    const { instances, acquire, runtime, count } = instancesWorld();
    await instances.deploy(revisionSpec());
    const leases = [await acquire(), await acquire()];
    let isRetired = false;
    const retired = instances.retire(REVISION).then(() => {
      isRetired = true;
    });
    await expect(acquire()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    leases[0]?.release();
    await settle();
    expect(runtime.at(1).isStopped).toBe(false);
    expect(count()).toEqual({ active: 1, idle: 0 });
    leases[1]?.release();
    await retired;
    expect(isRetired).toBe(true);
    expect(runtime.at(1).isStopped).toBe(true);
    expect(count()).toEqual({ active: 0, idle: 0 });
  });

  it("does not stop what still serves when it is asked for twice", async () => {
    const { instances, acquire, runtime } = instancesWorld();
    await instances.deploy(revisionSpec());
    const lease = await acquire();
    instances.scale(REVISION, { minInstances: 0, maxInstances: 0 });
    const retired = Promise.all([instances.retire(REVISION), instances.retire(REVISION)]);
    await settle();
    expect(runtime.at(1).isStopped).toBe(false);
    lease.release();
    await retired;
    expect(runtime.live).toEqual([]);
  });

  it("gives 10 seconds of grace", async () => {
    const { instances, runtime, clock } = instancesWorld();
    runtime.heedsTerm = false;
    await instances.deploy(revisionSpec());
    const retired = instances.retire(REVISION);
    await clock.advance(9999);
    expect(runtime.live).toHaveLength(1);
    await clock.advance(1);
    await retired;
    expect(runtime.live).toEqual([]);
  });

  it("sends those away that wait", async () => {
    const { instances, acquire } = instancesWorld();
    await instances.deploy(revisionSpec({ maxInstances: 1, concurrency: 1 }));
    const lease = await acquire();
    const refused = acquire().catch((error: unknown) => error);
    const retired = instances.retire(REVISION);
    expect(await refused).toMatchObject({ code: "UNAVAILABLE" });
    lease.release();
    await retired;
  });

  it("does not wait for a container that crashes meanwhile", async () => {
    const { instances, acquire, runtime, clock } = instancesWorld();
    await instances.deploy(revisionSpec({ minInstances: 1 }));
    await acquire();
    const retired = instances.retire(REVISION);
    await settle();
    runtime.at(1).exit(1);
    await retired;
    expect(runtime.containers).toHaveLength(1);
    expect(clock.sleeperCount).toBe(0);
  });

  it("is done at once for a revision that is not deployed", async () => {
    await instancesWorld().instances.retire("unknown");
  });
});
