import { describe, expect, it } from "vitest";
import { Bench, FakeStorage, NAME, PARENT, serviceOf } from "./fakes.js";

describe("100 services with 50 revisions each", () => {
  it("are brought back at start with all their revisions", async () => {
    const one = new Bench();
    await one.settled(one.create(serviceOf("0")));
    for (let number = 1; number < 50; number++) {
      await one.settled(one.update(serviceOf(String(number)), ["template"]));
    }
    const text = one.storage.saved.get(NAME) ?? "";
    const storage = new FakeStorage();
    for (let number = 0; number < 100; number++) {
      storage.saved.set(`${NAME}-${number}`, text.replaceAll(NAME, `${NAME}-${number}`));
    }
    const bench = new Bench(storage);
    await bench.plane.start();
    await bench.plane.settled();
    expect(bench.frontDoor.routes.size).toBe(100);
    expect(bench.instances.running.size).toBe(100);
    const services = await bench.call("Services.ListServices", { parent: PARENT });
    expect(services["services"]).toHaveLength(100);
    const revisions = await bench.call("Revisions.ListRevisions", { parent: `${PARENT}/services/-`, pageSize: 1000 });
    expect(revisions["revisions"]).toHaveLength(1000);
    expect(revisions["nextPageToken"]).not.toBe("");
  });
});
