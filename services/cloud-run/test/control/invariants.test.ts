import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlainMessage } from "../../src/plain-message.js";
import { Bench, NAME, pinned, serviceOf } from "./fakes.js";

const revision = fc.constantFrom("LATEST", "svc-r0", "svc-r1", "svc-r2", "svc-gone");

/** Two targets that share 100 %, and perhaps a tag without traffic. */
const traffic = fc
  .record({ one: revision, other: revision, share: fc.nat(100), tagged: fc.option(revision) })
  .filter(({ one, other }) => one !== other)
  .map(({ one, other, share, tagged }) =>
    pinned([one, share], [other, 100 - share], ...(tagged === null ? [] : [[tagged, 0, "candidate"] as const])),
  );

type Call =
  | { readonly kind: "deploy"; readonly image: string; readonly traffic: PlainMessage[] | undefined }
  | { readonly kind: "traffic"; readonly traffic: PlainMessage[] }
  | { readonly kind: "settle" }
  | { readonly kind: "remove"; readonly index: number }
  | { readonly kind: "restart" };

const call: fc.Arbitrary<Call> = fc.oneof(
  fc.record({
    kind: fc.constant("deploy" as const),
    image: fc.constantFrom("good", "bad"),
    traffic: fc.option(traffic, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant("traffic" as const), traffic }),
  fc.constant<Call>({ kind: "settle" }),
  fc.record({ kind: fc.constant("remove" as const), index: fc.nat(3) }),
  fc.constant<Call>({ kind: "restart" }),
);

/** Each route that was ever set adds up to 100 and leads only to revisions that had been ready. */
function holds(bench: Bench, readyBefore: ReadonlySet<string>): void {
  for (const route of bench.frontDoor.history) {
    expect(route.targets.reduce((sum, one) => sum + one.percent, 0)).toBe(100);
    for (const { revision: name } of route.targets) {
      expect(readyBefore.has(name) || bench.instances.everReady.has(name), name).toBe(true);
    }
  }
}

async function play(calls: readonly Call[]): Promise<void> {
  let bench = new Bench();
  const ready = new Set<string>();
  let count = 0;
  await bench.settled(bench.create(serviceOf("good", {}, { revision: "svc-r0" })));
  for (const one of calls) {
    switch (one.kind) {
      case "deploy": {
        const template = { containers: [{ image: one.image, args: [String(++count)] }], revision: `svc-r${count}` };
        await bench.update({ template, ...(one.traffic === undefined ? {} : { traffic: one.traffic }) });
        break;
      }
      case "traffic":
        await bench.update({ traffic: one.traffic }, ["traffic"]);
        break;
      case "settle":
        await bench.plane.settled();
        break;
      case "remove":
        // Refused unless it is retired: both are fine here.
        await bench.call("Revisions.DeleteRevision", { name: `${NAME}/revisions/svc-r${one.index}` }).catch(() => {});
        break;
      case "restart":
        await bench.plane.settled();
        for (const name of bench.instances.everReady) {
          ready.add(name);
        }
        holds(bench, ready);
        bench = new Bench(bench.storage, 2);
        await bench.plane.start();
        break;
      default:
        one satisfies never;
    }
  }
  await bench.plane.settled();
  holds(bench, ready);
  const service = await bench.get();
  const statuses = service["trafficStatuses"] as PlainMessage[];
  expect(statuses.reduce((sum, one) => sum + Number(one["percent"] ?? 0), 0)).toBe(100);
  expect(service["reconciling"]).toBeUndefined();
  for (const target of bench.frontDoor.routes.get(NAME)?.targets ?? []) {
    expect(bench.instances.running, "what traffic goes to runs").toContain(target.revision);
  }
  const operations = await bench.call("ListOperations", { name: "projects/p/locations/l", pageSize: 1000 });
  for (const operation of operations["operations"] as PlainMessage[]) {
    expect(operation).toMatchObject({ done: true });
  }
}

describe("any sequence of valid calls", () => {
  it("keeps effective percents at 100 and never routes to a revision that was not ready", async () => {
    await fc.assert(fc.asyncProperty(fc.array(call, { maxLength: 12 }), play), { seed: 20_261_121, numRuns: 1000 });
  });
});

describe("operations of one service", () => {
  it("all end, however many revisions are cut while others still start", async () => {
    const bench = new Bench();
    const operations = [await bench.create(serviceOf("held-0"))];
    for (const number of [1, 2, 3]) {
      operations.push(await bench.update(serviceOf(`held-${number}`)));
    }
    for (const number of [3, 1, 0, 2]) {
      await bench.instances.letGo(`held-${number}`);
    }
    for (const operation of operations) {
      expect(await bench.settled(operation)).toMatchObject({ done: true, response: {} });
    }
    const service = await bench.get();
    expect(service).toMatchObject({ generation: "4", observedGeneration: "4" });
    expect(bench.instances.running).toEqual(new Set([service["latestReadyRevision"]]));
  });
});
