import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affectedServices, type Change, type LocatedService } from "../../affected/index.js";
import { change, services } from "./arbitrary.js";
import { directly, taken } from "./brute-force.js";

const OPTIONS = { seed: 20_261_016, numRuns: 1_000 };
const LONG = 60_000;
const changes = fc.array(change, { maxLength: 6 });

function namesTaken(all: readonly LocatedService[], since: readonly Change[]): Set<string> {
  const { services: verdicts } = affectedServices({ services: all, changes: since });
  return new Set(verdicts.flatMap((one) => (one.taken ? [one.service] : [])));
}

function holds(property: (all: LocatedService[], since: Change[]) => void): void {
  fc.assert(fc.property(services, changes, property), OPTIONS);
}

describe("affectedServices, for any services and changes,", () => {
  it("takes what a reading of the diff path by path takes, by the same rule and the same evidence", {
    timeout: LONG,
  }, () => {
    holds((all, since) => {
      const direct = directly(all, since);
      const { services: verdicts } = affectedServices({ services: all, changes: since });
      expect(verdicts.map(({ service }) => service)).toEqual(all.map(({ name }) => name));
      expect(namesTaken(all, since)).toEqual(taken(all, since));
      for (const [index, verdict] of verdicts.entries()) {
        if (!verdict.taken || verdict.why.rule === "needs") expect(direct[index]).toBeUndefined();
        else expect(verdict.why).toMatchObject(direct[index] ?? {});
      }
    });
  });

  it("proves a need by a service that is needed, taken, and leads to a change", { timeout: LONG }, () => {
    holds((all, since) => {
      const { services: verdicts } = affectedServices({ services: all, changes: since });
      const byName = new Map(verdicts.map((one) => [one.service, one]));
      for (const { service, ...verdict } of verdicts) {
        if (!verdict.taken || verdict.why.rule !== "needs") continue;
        const { needed, origin } = verdict.why;
        expect(all.find(({ name }) => name === service)?.needs).toContain(needed);
        const next = byName.get(needed);
        expect(next?.taken && (next.why.rule === "needs" ? next.why.origin : next.service)).toBe(origin);
      }
    });
  });

  it("gives a change as evidence that holds the path, and passes over only files that took nobody", {
    timeout: LONG,
  }, () => {
    holds((all, since) => {
      const { services: verdicts, passedOver } = affectedServices({ services: all, changes: since });
      for (const verdict of verdicts) {
        if (!verdict.taken) continue;
        const { change: because, path } = verdict.why;
        expect(since).toContain(because);
        expect(because.kind === "renamed" ? [because.from, because.path] : [because.path]).toContain(path);
      }
      for (const { path } of passedOver) expect(namesTaken(all, [{ kind: "modified", path }]).size).toBe(0);
    });
  });

  it("takes the same whether git sees a rename or a deletion and an addition", { timeout: LONG }, () => {
    holds((all, since) => {
      const apart = since.flatMap((one): Change[] =>
        one.kind === "renamed"
          ? [
              { kind: "deleted", path: one.from },
              { kind: "added", path: one.path },
            ]
          : [one],
      );
      expect(namesTaken(all, apart)).toEqual(namesTaken(all, since));
    });
  });

  it("takes the same in any order, and with every change what that change alone takes", { timeout: LONG }, () => {
    holds((all, since) => {
      const together = namesTaken(all, since);
      expect(namesTaken(all, since.toReversed())).toEqual(together);
      expect(new Set(since.flatMap((one) => [...namesTaken(all, [one])]))).toEqual(together);
    });
  });
});
