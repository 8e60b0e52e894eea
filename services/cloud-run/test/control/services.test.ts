import { describe, expect, it } from "vitest";
import { Bench, NAME, PARENT, pinned, serviceOf } from "./fakes.js";

const named = (image: string, revision: string, more = {}) => serviceOf(image, more, { revision });

/** A bench whose service serves from svc-a. */
async function serving(): Promise<Bench> {
  const bench = new Bench();
  await bench.settled(bench.create(named("one", "svc-a")));
  return bench;
}

describe("CreateService", () => {
  it("answers at once with an operation, and the service reconciles (rules 5 and 7)", async () => {
    const bench = new Bench();
    const operation = await bench.create(serviceOf("held-1"));
    expect(operation).toMatchObject({ done: false, metadata: { "@type": "google.cloud.run.v2.Service" } });
    const during = await bench.get();
    expect(during).toMatchObject({ reconciling: true, generation: "1" });
    expect(during["observedGeneration"]).toBeUndefined();
    expect(during["trafficStatuses"]).toBeUndefined();
    await bench.instances.letGo("held-1");
    const ended = await bench.settled(operation);
    const service = await bench.get();
    expect(ended).toMatchObject({ done: true, response: { "@type": "google.cloud.run.v2.Service", value: service } });
    expect(service).toMatchObject({
      generation: "1",
      observedGeneration: "1",
      uri: "http://127.0.0.1:9000",
      terminalCondition: { type: "Ready", state: "CONDITION_SUCCEEDED" },
      traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
      trafficStatuses: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
    });
    expect(service["reconciling"]).toBeUndefined();
    expect(service["latestReadyRevision"]).toBe(service["latestCreatedRevision"]);
    expect(service["latestReadyRevision"]).toMatch(/\/services\/svc\/revisions\/svc-00001-[a-z]{3}$/);
  });

  it("refuses a service that exists with ALREADY_EXISTS", async () => {
    const bench = await serving();
    await expect(bench.create()).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
  });

  it("ends with FAILED_PRECONDITION where the revision never gets ready, and shows no traffic (rules 5, 6, 7 and 21)", async () => {
    const bench = new Bench();
    const ended = await bench.settled(bench.create(named("bad", "svc-a")));
    const message = "Revision 'svc-a' is not ready and cannot serve traffic. The container failed to start.";
    expect(ended).toMatchObject({ done: true, error: { code: 9, message } });
    const service = await bench.get();
    expect(service).toMatchObject({
      terminalCondition: { state: "CONDITION_FAILED", reason: "REVISION_FAILED", severity: "ERROR", message },
      conditions: [
        { type: "RoutesReady" },
        { type: "ConfigurationsReady", revisionReason: "HEALTH_CHECK_CONTAINER_ERROR" },
      ],
    });
    for (const field of ["observedGeneration", "latestReadyRevision", "trafficStatuses", "uri"]) {
      expect(service[field]).toBeUndefined();
    }
    expect((await bench.revisions())[0]?.["conditions"]).toContainEqual(
      expect.objectContaining({
        type: "Ready",
        state: "CONDITION_FAILED",
        revisionReason: "HEALTH_CHECK_CONTAINER_ERROR",
      }),
    );
  });

  it("lets exactly one of many that come at once create the service", async () => {
    const bench = new Bench();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => bench.create()));
    await bench.plane.settled();
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await bench.revisions()).toHaveLength(1);
  });

  it("ends its operation with INTERNAL where the front door cannot open", async () => {
    const bench = new Bench();
    bench.frontDoor.open = async () => Promise.reject(new Error("no port left"));
    expect(await bench.settled(bench.create())).toMatchObject({
      done: true,
      error: { code: 13, message: "no port left" },
    });
    const service = await bench.get();
    expect(service).toMatchObject({ terminalCondition: { state: "CONDITION_FAILED", reason: "INTERNAL" } });
    expect(service["reconciling"]).toBeUndefined();
  });

  it("only validates and fills in defaults where it is asked for that alone (rule 13)", async () => {
    const bench = new Bench();
    const operation = await bench.create(serviceOf("image"), { validateOnly: true });
    expect(operation).toMatchObject({ done: true, response: { value: { template: { timeout: { seconds: "300" } } } } });
    await expect(bench.get()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(bench.instances.deployed).toEqual([]);
  });

  it("changes nothing where the state cannot be stored", async () => {
    const bench = new Bench();
    bench.storage.isFailing = true;
    await expect(bench.create()).rejects.toThrow("no space left");
    await expect(bench.get()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("UpdateService", () => {
  it("cuts no revision and changes no template where the mask is traffic (rule 8)", async () => {
    const bench = await serving();
    const update = { template: { containers: [{ image: "other" }] }, traffic: pinned(["svc-a", 100, "stable"]) };
    await bench.settled(bench.update(update, ["traffic"]));
    expect(await bench.get()).toMatchObject({
      generation: "2",
      observedGeneration: "2",
      template: { containers: [{ image: "one" }] },
      trafficStatuses: [{ revision: "svc-a", percent: 100, tag: "stable", uri: "http://127.0.0.1:9001" }],
    });
    expect(await bench.revisions()).toHaveLength(1);
  });

  it("leaves a pin in force where the mask has no traffic, and takes it away without a mask (rule 8)", async () => {
    const bench = await serving();
    await bench.settled(bench.update({ traffic: pinned(["svc-a", 100]) }, ["traffic"]));
    await bench.settled(bench.update(named("two", "svc-b"), ["template"]));
    expect(await bench.get()).toMatchObject({ trafficStatuses: [{ revision: "svc-a", percent: 100 }] });
    await bench.settled(bench.update(named("three", "svc-c")));
    expect(await bench.get()).toMatchObject({
      trafficStatuses: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
      latestReadyRevision: `${NAME}/revisions/svc-c`,
    });
  });

  it("refuses a changed template under the same revision name as a 409 (rule 9)", async () => {
    const bench = await serving();
    await expect(bench.update(named("two", "svc-a"))).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
      message: "Revision named 'svc-a' with different configuration already exists.",
    });
    const again = await bench.settled(bench.update(named("one", "svc-a")));
    expect(again).toMatchObject({ done: true, response: {} });
    expect(await bench.revisions()).toHaveLength(1);
  });

  it("lets exactly one of many updates with the same etag win (rule 11)", async () => {
    const bench = await serving();
    const { etag } = await bench.get();
    const tries = Array.from({ length: 20 }, (_, index) =>
      bench.update({ etag, annotations: { "example.com/lease": String(index) } }, ["annotations"]),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const codes = results.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(codes).toEqual(Array(19).fill("ABORTED"));
  });

  it("lets the last writer win without an etag, and cuts no revision for annotations of the service (rules 11 and 12)", async () => {
    const bench = await serving();
    const tries = [1, 2, 3].map((one) =>
      bench.update({ annotations: { "example.com/n": String(one) } }, ["annotations"]),
    );
    await Promise.all(tries);
    await bench.plane.settled();
    expect(await bench.get()).toMatchObject({ annotations: { "example.com/n": "3" }, generation: "4" });
    expect(await bench.revisions()).toHaveLength(1);
  });

  it("moves LATEST on to the new revision only once it is ready (rules 1 and 15)", async () => {
    const bench = await serving();
    const operation = await bench.update(named("held-2", "svc-b"));
    expect(bench.frontDoor.routes.get(NAME)?.targets).toEqual([{ revision: `${NAME}/revisions/svc-a`, percent: 100 }]);
    expect(await bench.get()).toMatchObject({ reconciling: true, observedGeneration: "1", generation: "2" });
    await bench.instances.letGo("held-2");
    await bench.settled(operation);
    expect(bench.frontDoor.routes.get(NAME)?.targets).toEqual([{ revision: `${NAME}/revisions/svc-b`, percent: 100 }]);
  });

  it("keeps serving from the old revision where the new one fails (rules 5, 15 and 21)", async () => {
    const bench = await serving();
    const ended = await bench.settled(bench.update(named("bad", "svc-b")));
    expect(ended).toMatchObject({ error: { code: 9 } });
    expect(await bench.get()).toMatchObject({
      generation: "2",
      observedGeneration: "1",
      latestCreatedRevision: `${NAME}/revisions/svc-b`,
      latestReadyRevision: `${NAME}/revisions/svc-a`,
    });
    expect(bench.frontDoor.routes.get(NAME)?.targets).toEqual([{ revision: `${NAME}/revisions/svc-a`, percent: 100 }]);
    expect(bench.instances.running).toEqual(new Set([`${NAME}/revisions/svc-a`]));
  });

  it("moves no traffic along with a revision that fails; a later change of traffic alone takes effect (rules 5 and 17)", async () => {
    const bench = await serving();
    const traffic = pinned(["svc-a", 100, "stable"]);
    await bench.settled(bench.update(named("bad", "svc-b", { traffic })));
    expect(await bench.get()).toMatchObject({
      traffic: [{ revision: "svc-a", tag: "stable" }],
      trafficStatuses: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
    });
    // The service as a whole stays failed, as its newest revision is, and so does the operation.
    const later = await bench.settled(bench.update({ traffic: pinned(["svc-a", 100, "other"]) }, ["traffic"]));
    expect(later).toMatchObject({ error: { code: 9 } });
    expect(await bench.get()).toMatchObject({ trafficStatuses: [{ revision: "svc-a", tag: "other" }] });
  });

  it("fails where traffic is to go to a revision that does not exist, and blocks later deploys until it is written back (rules 16 and 17)", async () => {
    const bench = await serving();
    const ended = await bench.settled(bench.update({ traffic: pinned(["svc-a", 50], ["svc-x", 50]) }, ["traffic"]));
    const message =
      "Revision 'svc-x' does not exist or is deleted. Update all traffic to route to currently available revisions.";
    expect(ended).toMatchObject({ error: { code: 9, message } });
    expect(await bench.get()).toMatchObject({
      traffic: [{ revision: "svc-a" }, { revision: "svc-x" }],
      trafficStatuses: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
      observedGeneration: "1",
    });
    expect(await bench.settled(bench.update(named("two", "svc-b"), ["template"]))).toMatchObject({
      error: { message },
    });
    const back = await bench.settled(bench.update({ traffic: pinned(["svc-a", 100]) }, ["traffic"]));
    expect(back).toMatchObject({ response: { value: { trafficStatuses: [{ revision: "svc-a", percent: 100 }] } } });
  });

  it("gives a tag without traffic a URI of its own, which goes with the tag (rules 2 and 18)", async () => {
    const bench = await serving();
    const traffic = pinned(["svc-a", 100], ["svc-b", 0, "candidate"]);
    await bench.settled(bench.update(named("two", "svc-b", { traffic })));
    const service = await bench.get();
    expect(service["trafficStatuses"]).toMatchObject([
      { revision: "svc-a" },
      { tag: "candidate", uri: "http://127.0.0.1:9001" },
    ]);
    expect(bench.frontDoor.routes.get(`${NAME}#candidate`)?.targets).toEqual([
      { revision: `${NAME}/revisions/svc-b`, percent: 100 },
    ]);
    await bench.settled(bench.update({ traffic: pinned(["svc-a", 100]) }, ["traffic"]));
    expect(bench.frontDoor.routes.has(`${NAME}#candidate`)).toBe(false);
  });

  it("retires a revision that gets no traffic and has no tag, and starts it again before traffic returns", async () => {
    const bench = await serving();
    await bench.settled(bench.update(named("two", "svc-b")));
    expect(bench.instances.running).toEqual(new Set([`${NAME}/revisions/svc-b`]));
    const old = await bench.call("Revisions.GetRevision", { name: `${NAME}/revisions/svc-a` });
    expect(old["conditions"]).toContainEqual(expect.objectContaining({ type: "Active", revisionReason: "RETIRED" }));
    await bench.settled(bench.update({ traffic: pinned(["svc-a", 100]) }, ["traffic"]));
    expect(bench.instances.running).toEqual(new Set([`${NAME}/revisions/svc-a`]));
    expect(await bench.get()).toMatchObject({
      observedGeneration: "3",
      latestReadyRevision: `${NAME}/revisions/svc-b`,
    });
  });

  it("divides the minimum of the service among revisions by their traffic (rule 23)", async () => {
    const bench = await serving();
    const traffic = pinned(["svc-a", 75], ["svc-b", 25]);
    await bench.settled(bench.update(named("two", "svc-b", { traffic, scaling: { minInstanceCount: 4 } })));
    expect(bench.instances.scaled.get(`${NAME}/revisions/svc-a`)?.minInstances).toBe(3);
    expect(bench.instances.scaled.get(`${NAME}/revisions/svc-b`)?.minInstances).toBe(1);
  });

  it("creates what is missing where that is allowed, and is NOT_FOUND else (rule 8)", async () => {
    const bench = new Bench();
    await expect(bench.update(serviceOf("one"))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await bench.settled(bench.update(serviceOf("one"), [], { allowMissing: true }));
    expect(await bench.get()).toMatchObject({ generation: "1", observedGeneration: "1" });
  });
});

describe("DeleteService", () => {
  it("stops what is still starting, and a service of the same names can follow at once", async () => {
    const bench = new Bench();
    const first = await bench.create(named("held-1", "svc-a"));
    await bench.call("Services.DeleteService", { name: NAME });
    const second = await bench.create(named("two", "svc-a"));
    await bench.instances.letGo("held-1");
    expect(await bench.settled(second)).toMatchObject({ done: true, response: {} });
    expect(await bench.settled(first)).toMatchObject({ done: true, error: { code: 10 } });
    expect(bench.instances.deployed.at(-1)?.instance.image).toBe("two");
    expect(bench.instances.running).toEqual(new Set([`${NAME}/revisions/svc-a`]));
  });

  it("closes its URIs, stops its instances and forgets its state; show_deleted still shows it", async () => {
    const bench = await serving();
    const ended = await bench.settled(bench.call("Services.DeleteService", { name: NAME }));
    expect(ended).toMatchObject({ done: true, response: { value: { name: NAME, deleteTime: {}, expireTime: {} } } });
    expect(bench.frontDoor.routes.size + bench.instances.running.size + bench.storage.saved.size).toBe(0);
    expect(await bench.call("Services.ListServices", { parent: PARENT })).toEqual({ services: [] });
    const all = await bench.call("Services.ListServices", { parent: PARENT, showDeleted: true });
    expect(all["services"]).toMatchObject([{ name: NAME }]);
    await bench.settled(bench.create());
    expect(await bench.get()).toMatchObject({ generation: "1" });
  });

  it("refuses an old etag with ABORTED (rule 11)", async () => {
    const bench = await serving();
    await expect(bench.call("Services.DeleteService", { name: NAME, etag: '"old"' })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });
});

describe("start", () => {
  it("brings services back with their split at the same URIs, their revisions redeployed", async () => {
    const bench = await serving();
    const traffic = pinned(["svc-a", 90], ["svc-b", 10, "candidate"]);
    await bench.settled(bench.update(named("two", "svc-b", { traffic })));
    const before = await bench.get();
    const again = new Bench(bench.storage, 2);
    await again.plane.start();
    await again.plane.settled();
    expect(await again.get()).toEqual(before);
    expect(again.frontDoor.routes).toEqual(bench.frontDoor.routes);
    expect(again.instances.running).toEqual(bench.instances.running);
  });

  it("goes on with an update that a crash cut short, and its operation ends", async () => {
    const bench = await serving();
    const operation = await bench.update(named("held-2", "svc-b"));
    const again = new Bench(bench.storage, 2);
    await again.plane.start();
    await again.instances.letGo("held-2");
    expect(await again.settled(operation)).toMatchObject({ done: true, response: {} });
    expect(await again.get()).toMatchObject({ latestReadyRevision: `${NAME}/revisions/svc-b` });
  });
});
