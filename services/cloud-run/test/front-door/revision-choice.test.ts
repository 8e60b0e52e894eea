import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affinityToken } from "../../src/front-door/affinity.js";
import { activate, chooseDestination } from "../../src/front-door/door.js";
import { RevisionChoice } from "../../src/front-door/revision-choice.js";
import { revision, SERVICE } from "./fixture.js";

const route = (percents: readonly number[], hasSessionAffinity = false) => ({
  service: SERVICE,
  tag: undefined,
  targets: percents.map((percent, at) => ({ revision: revision(`r${at}`), percent })),
  hasSessionAffinity,
  timeoutMillis: 1000,
  isH2c: false,
});

describe("RevisionChoice", () => {
  it("keeps the split within 0.5 points over 100,000 requests", () => {
    for (const percents of [[100], [90, 10], [99, 1], [50, 50], [34, 33, 33], [97, 1, 1, 1]]) {
      const choice = new RevisionChoice(route(percents).targets);
      const counts = new Map<string, number>();
      for (let at = 0; at < 100_000; at += 1) {
        const chosen = choice.next() ?? "";
        counts.set(chosen, (counts.get(chosen) ?? 0) + 1);
      }
      for (const [at, percent] of percents.entries()) {
        expect(Math.abs((counts.get(revision(`r${at}`)) ?? 0) / 1000 - percent)).toBeLessThan(0.5);
      }
    }
  });

  it("never chooses a revision without a share", () => {
    const split = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(split, (percents) => {
        const choice = new RevisionChoice(route(percents).targets);
        for (let at = 0; at < 50; at += 1) {
          const chosen = choice.next();
          const share = percents[Number(chosen?.slice(chosen.lastIndexOf("r") + 1))];
          if (chosen === undefined ? percents.some((percent) => percent > 0) : share === 0) return false;
        }
        return true;
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it("keeps a small share though the route is set anew before every request", () => {
    let active = activate(route([90, 10]), undefined);
    let second = 0;
    for (let at = 0; at < 1000; at += 1) {
      active = activate(route([90, 10]), active);
      if (chooseDestination(active, undefined)?.revision === revision("r1")) second += 1;
    }
    expect(second).toBe(100);
  });
});

describe("chooseDestination with session affinity (rule 22)", () => {
  it("moves no client from 90/10 to 80/20, and those alone whose revision has no share left", () => {
    const before = activate(route([90, 10], true), undefined);
    const clients = Array.from({ length: 1000 }, () => chooseDestination(before, undefined)?.revision ?? "");
    const later = activate(route([80, 20], true), before);
    const moved = clients.filter((at) => chooseDestination(later, affinityToken(at))?.revision !== at);
    expect(moved).toEqual([]);
    const last = activate(route([0, 100], true), later);
    const staying = clients.filter((at) => chooseDestination(last, affinityToken(at))?.revision === at);
    expect(new Set(staying)).toEqual(new Set([revision("r1")]));
  });
});
