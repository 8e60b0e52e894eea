import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lease } from "../../src/ports.js";
import { StatusError } from "../../src/status.js";
import { REVISION } from "../fixtures/containers.js";
import { settle } from "../fixtures/fake-clock.js";
import { HTTP_PROBE, instancesWorld, revisionSpec } from "../fixtures/instances-world.js";

type Step =
  | { readonly do: "acquire" }
  | { readonly do: "release"; readonly which: number }
  | { readonly do: "crash"; readonly which: number }
  | { readonly do: "sicken"; readonly which: number }
  | { readonly do: "wait"; readonly seconds: number };

const index = fc.nat(20);
const calmStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Step>({ do: "acquire" }) },
  { weight: 4, arbitrary: index.map((which): Step => ({ do: "release", which })) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 12 }).map((seconds): Step => ({ do: "wait", seconds })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 1000 }).map((seconds): Step => ({ do: "wait", seconds })) },
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: calmStep },
  { weight: 1, arbitrary: index.map((which): Step => ({ do: "crash", which })) },
  { weight: 1, arbitrary: index.map((which): Step => ({ do: "sicken", which })) },
);
const limits = fc
  .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .map(([min, max, concurrency]) => ({ minInstances: Math.min(min, max), maxInstances: max, concurrency }));

const LIVENESS = { ...HTTP_PROBE, periodSeconds: 10, failureThreshold: 1 };

/** Does the steps, and looks after each. */
async function walk(
  revision: Parameters<typeof revisionSpec>[0],
  steps: readonly Step[],
  look: (world: ReturnType<typeof instancesWorld>, held: readonly Lease[]) => void,
) {
  const world = instancesWorld();
  world.runtime.heedsTerm = false;
  world.runtime.startMillis = 4000;
  const deployed = world.instances.deploy(revisionSpec({ livenessProbe: LIVENESS, ...revision }));
  await world.clock.advance(8000);
  expect(await deployed).toEqual({ kind: "ready" });
  const held: Lease[] = [];
  const wrong: string[] = [];
  for (const step of steps) {
    const { live } = world.runtime;
    switch (step.do) {
      case "acquire":
        void world.acquire().then(
          (lease) => {
            const container = world.runtime.at(lease.port);
            if (!container.isLive || container.isStopped) wrong.push(`a lease of ${lease.port}, which is ending`);
            held.push(lease);
          },
          (error: unknown) => {
            if (!(error instanceof StatusError)) wrong.push(String(error));
          },
        );
        break;
      case "release":
        held.splice(step.which % Math.max(1, held.length), 1)[0]?.release();
        break;
      case "crash":
        live[step.which % Math.max(1, live.length)]?.exit(1);
        break;
      case "sicken":
        for (const container of live.slice(0, step.which % 2)) container.isHealthy = false;
        break;
      case "wait":
        await world.clock.advance(step.seconds * 1000);
        break;
      default:
        step satisfies never;
    }
    await settle();
    expect(wrong).toEqual([]);
    look(world, held);
  }
  // Each place that is given back may go to a request that waits.
  while (held.length > 0) {
    held.pop()?.release();
    await settle();
  }
  const retired = world.instances.retire(REVISION);
  await world.clock.advance(20_000);
  await retired;
  expect(world.runtime.live).toEqual([]);
  expect(world.clock.sleeperCount).toBe(0);
}

describe("instances, whatever happens", () => {
  it("are never more than the maximum, each with no more requests than it takes, and all end", async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(anyStep, { maxLength: 40, size: "max" }), (revision, steps) =>
        walk(revision, steps, ({ runtime }, held) => {
          expect(runtime.mostLive).toBeLessThanOrEqual(revision.maxInstances);
          const perPort = new Map<number, number>();
          for (const { port } of held) perPort.set(port, (perPort.get(port) ?? 0) + 1);
          expect(Math.max(0, ...perPort.values())).toBeLessThanOrEqual(revision.concurrency);
        }),
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it("are never fewer than the minimum while none fails", async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(calmStep, { maxLength: 40, size: "max" }), (revision, steps) =>
        walk(revision, steps, ({ count }) => {
          const { active, idle } = count();
          expect(active + idle).toBeGreaterThanOrEqual(revision.minInstances);
        }),
      ),
      { seed: 6, numRuns: 200 },
    );
  });
});
