import { homedir } from "node:os";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAGGER_VERSION, layoutFor } from "../engine/layout.js";

/** Absolute folders, some of them very deep. */
const folder = fc
  .array(fc.stringMatching(/^[\w. -]{1,40}$/), { minLength: 1, maxLength: 12 })
  .map((names) => `/${names.join("/")}`);

describe("layoutFor", () => {
  it.each([
    ["an absolute XDG_CACHE_HOME", { XDG_CACHE_HOME: "/x/cache", HOME: "/home/me" }, "/x/cache/slipway"],
    ["a relative XDG_CACHE_HOME", { XDG_CACHE_HOME: "x/cache", HOME: "/home/me" }, "/home/me/.cache/slipway"],
    ["an empty XDG_CACHE_HOME", { XDG_CACHE_HOME: "", HOME: "/home/me" }, "/home/me/.cache/slipway"],
    ["no XDG_CACHE_HOME", { HOME: "/home/me" }, "/home/me/.cache/slipway"],
    ["no HOME either", {}, `${homedir()}/.cache/slipway`],
    ["an empty HOME", { HOME: "" }, `${homedir()}/.cache/slipway`],
  ])("keeps everything in the right place with %s", (_, env, cache) => {
    expect(layoutFor(env).cache).toBe(cache);
  });

  it("puts what is kept below the cache folder, and what a restart takes away below /run", () => {
    const layout = layoutFor({ XDG_CACHE_HOME: "/x" });
    for (const kept of [layout.parts, layout.scratch, layout.state, layout.mirror, layout.logs]) {
      expect(kept).toMatch(/^\/x\/slipway\/\w/);
    }
    expect(layout.run).toBe(`/run/slipway/${layout.id}`);
    expect(layout.socket).toBe(`${layout.run}/engine.sock`);
  });

  it("keeps parts and scratch on one file system, so that a part gets its name in one step", () => {
    const { parts, scratch } = layoutFor({ XDG_CACHE_HOME: "/x" });
    expect([parts, scratch]).toEqual(["/x/slipway/parts", "/x/slipway/scratch"]);
  });

  it("keeps the state of each release of Dagger apart", () => {
    expect(layoutFor({ XDG_CACHE_HOME: "/x" }).state).toBe(`/x/slipway/engine/${DAGGER_VERSION}`);
  });

  it("keeps its id and network for one cache folder, so that a later run finds the engine of an earlier one", () => {
    const { id, subnet } = layoutFor({ HOME: "/home/me" });
    expect({ id, subnet }).toEqual({ id: "sw203777c0", subnet: "10.128.0.0/16" });
  });

  it.each(["/x/", "/x/.", "/x/y/..", "//x"])("takes %s for /x", (spelling) => {
    expect(layoutFor({ XDG_CACHE_HOME: spelling })).toEqual(layoutFor({ XDG_CACHE_HOME: "/x" }));
  });

  it("has an id and a network of its own for each cache folder", () => {
    const layouts = Array.from({ length: 200 }, (_, index) => layoutFor({ XDG_CACHE_HOME: `/cache/${index}` }));
    expect(new Set(layouts.map(({ id }) => id)).size).toBe(200);
    expect(new Set(layouts.map(({ subnet }) => subnet)).size).toBeGreaterThan(50);
  });

  it("stays within the limits of Linux, however deep the cache folder is", () => {
    fc.assert(
      fc.property(folder, (path) => {
        const { id, socket, subnet } = layoutFor({ XDG_CACHE_HOME: path });
        expect(id).toMatch(/^sw[0-9a-f]{8}$/);
        // A socket's path: 108 bytes with the one that ends it (unix(7)). An interface's name: 15 (IFNAMSIZ).
        expect(Buffer.byteLength(socket)).toBeLessThan(108);
        expect(`${id}0`.length).toBeLessThanOrEqual(15);
        const [, second = ""] = /^10\.(\d+)\.0\.0\/16$/.exec(subnet) ?? [];
        expect(Number(second)).toBeGreaterThanOrEqual(96);
        expect(Number(second)).toBeLessThanOrEqual(191);
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});
