import { describe, expect, it } from "vitest";
import { Bench, NAME, PARENT, pinned, serviceOf } from "./fakes.js";

describe("DeleteRevision", () => {
  it("refuses the only, the latest and a routable revision with FAILED_PRECONDITION, and deletes a retired one (rule 20)", async () => {
    const bench = new Bench();
    const remove = (id: string) => bench.call("Revisions.DeleteRevision", { name: `${NAME}/revisions/${id}` });
    await bench.settled(bench.create(serviceOf("one", {}, { revision: "svc-a" })));
    await expect(remove("svc-a")).rejects.toMatchObject({ code: "FAILED_PRECONDITION" });
    const traffic = pinned(["svc-b", 100], ["svc-a", 0, "old"]);
    await bench.settled(bench.update(serviceOf("two", { traffic }, { revision: "svc-b" })));
    await expect(remove("svc-a")).rejects.toMatchObject({ code: "FAILED_PRECONDITION" });
    await expect(remove("svc-b")).rejects.toMatchObject({ code: "FAILED_PRECONDITION" });
    await bench.settled(bench.update({ traffic: pinned(["svc-b", 100]) }, ["traffic"]));
    expect(await remove("svc-a")).toMatchObject({ done: true, response: { "@type": "google.cloud.run.v2.Revision" } });
    await bench.plane.settled();
    expect(await bench.revisions()).toHaveLength(1);
    await expect(remove("svc-a")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("lists", () => {
  it("come newest first, in pages whose tokens stay good while things are created", async () => {
    const bench = new Bench();
    const make = (serviceId: string) =>
      bench.call("Services.CreateService", { parent: PARENT, serviceId, service: serviceOf("one") });
    for (const id of ["aaa", "bbb", "ccc"]) {
      await make(id);
    }
    const first = await bench.call("Services.ListServices", { parent: PARENT, pageSize: 2 });
    await make("ddd");
    const pageToken = first["nextPageToken"];
    const second = await bench.call("Services.ListServices", { parent: PARENT, pageSize: 2, pageToken });
    await bench.plane.settled();
    expect(first["services"]).toMatchObject(
      [{ name: /ccc$/ }, { name: /bbb$/ }].map((one) => ({ name: expect.stringMatching(one.name) })),
    );
    expect(second["services"]).toMatchObject([{ name: expect.stringMatching(/aaa$/) }]);
    expect(second["nextPageToken"]).toBeUndefined();
    const others = [{ pageToken: "x" }, { pageToken, showDeleted: true }, { pageSize: -1 }];
    for (const other of others) {
      await expect(bench.call("Services.ListServices", { parent: PARENT, ...other })).rejects.toMatchObject({
        code: "INVALID_ARGUMENT",
      });
    }
  });
});

describe("operations", () => {
  it("are waited for, listed and deleted", async () => {
    const bench = new Bench();
    const { name } = await bench.create(serviceOf("held-1"));
    const early = await bench.call("WaitOperation", { name, timeout: { seconds: "1" } });
    expect(early).toMatchObject({ done: false });
    const waiting = bench.call("WaitOperation", { name });
    await bench.instances.letGo("held-1");
    expect(await waiting).toMatchObject({ done: true });
    const all = await bench.call("ListOperations", { name: PARENT });
    expect(all["operations"]).toMatchObject([{ name }]);
    expect(await bench.call("DeleteOperation", { name })).toEqual({});
    await expect(bench.call("GetOperation", { name })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("IAM policies", () => {
  it("are kept under an etag", async () => {
    const bench = new Bench();
    await bench.settled(bench.create());
    const empty = await bench.call("Services.GetIamPolicy", { resource: NAME });
    const bindings = [{ role: "roles/run.invoker", members: ["allUsers"] }];
    const set = (etag: unknown) => bench.call("Services.SetIamPolicy", { resource: NAME, policy: { bindings, etag } });
    const policy = await set(empty["etag"]);
    expect(await bench.call("Services.GetIamPolicy", { resource: NAME })).toEqual(policy);
    expect(policy).toMatchObject({ bindings });
    await expect(set(empty["etag"])).rejects.toMatchObject({ code: "ABORTED" });
    const permissions = ["run.services.get"];
    expect(await bench.call("Services.TestIamPermissions", { resource: NAME, permissions })).toEqual({ permissions });
  });
});
