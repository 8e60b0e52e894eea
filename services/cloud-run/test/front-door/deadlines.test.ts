import { describe, expect, it } from "vitest";
import { Deadlines } from "../../src/front-door/deadlines.js";

/** A clock that stands still until it is moved. */
function standingClock() {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    nowMillis: () => now,
    sleep: (millis: number) => new Promise<void>((wake) => sleepers.push({ at: now + millis, wake })),
    sleepers,
    async moveTo(millis: number) {
      now = millis;
      for (const due of sleepers.filter(({ at }) => at <= millis)) {
        sleepers.splice(sleepers.indexOf(due), 1);
        due.wake();
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe("Deadlines", () => {
  it("expire in their order and once, unless they are called off, with one sleeper for each length", async () => {
    const clock = standingClock();
    const deadlines = new Deadlines(clock);
    const expired: string[] = [];
    const set = (name: string, millis: number) => deadlines.after(millis, () => expired.push(name));
    set("first", 100);
    const off = set("off", 100);
    await clock.moveTo(50);
    set("later", 100);
    set("short", 20);
    expect(clock.sleepers).toHaveLength(2);
    off.cancel();
    off.cancel();
    await clock.moveTo(70);
    expect(expired).toEqual(["short"]);
    await clock.moveTo(100);
    expect(expired).toEqual(["short", "first"]);
    await clock.moveTo(150);
    expect(expired).toEqual(["short", "first", "later"]);
    set("again", 100);
    await clock.moveTo(250);
    expect(expired.at(-1)).toBe("again");
  });

  it("do not expire once they are closed", async () => {
    const clock = standingClock();
    const deadlines = new Deadlines(clock);
    let hasExpired = false;
    deadlines.after(10, () => {
      hasExpired = true;
    });
    deadlines.close();
    await clock.moveTo(20);
    expect(hasExpired).toBe(false);
  });
});
