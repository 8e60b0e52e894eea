import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGoAtLeast, lackingForEngine, type MachineFacts, unfitMachine } from "../engine/machine.js";

const FIT: MachineFacts = {
  platform: "linux",
  arch: "x64",
  uid: 0,
  mountNamespaces: true,
  overlay: true,
  apt: true,
};

/** One thing that is not as it should be, and how it is told. */
const LACKS: readonly [Partial<MachineFacts>, string][] = [
  [{ platform: "darwin" }, "Linux on x64 (this is darwin on x64)"],
  [{ uid: 1000 }, "root (this is user 1000)"],
  [{ mountNamespaces: false }, "mount namespaces (`unshare --mount true` failed)"],
  [{ overlay: false }, "the overlay file system (not in /proc/filesystems)"],
  [{ apt: false }, "apt-get (a Debian system)"],
];

describe("lackingForEngine", () => {
  it("is empty for a machine that has everything", () => {
    expect(lackingForEngine(FIT)).toEqual([]);
  });

  it.each(LACKS)("given %j asks for: %s", (lack, told) => {
    expect(lackingForEngine({ ...FIT, ...lack })).toEqual([told]);
  });

  it.each([
    [{ arch: "arm64" }, "Linux on x64 (this is linux on arm64)"],
    [{ platform: "win32", arch: "arm64" }, "Linux on x64 (this is win32 on arm64)"],
    [{ uid: -1 }, "root (this is user -1)"],
  ])("given %j asks for: %s", (lack, told) => {
    expect(lackingForEngine({ ...FIT, ...lack })).toEqual([told]);
  });

  it("names all that is missing, in one order", () => {
    for (let chosen = 0; chosen < 2 ** LACKS.length; chosen++) {
      const lacks = LACKS.filter((_, index) => (chosen >> index) % 2 === 1);
      const facts = Object.assign({ ...FIT }, ...lacks.map(([lack]) => lack)) as MachineFacts;
      expect(lackingForEngine(facts)).toEqual(lacks.map(([, told]) => told));
    }
  });
});

describe("unfitMachine", () => {
  const error = unfitMachine(["root (this is user 1000)", "apt-get (a Debian system)"]);

  it("has its code", () => {
    expect(error.code).toBe("MACHINE_UNFIT");
  });

  it("names what is missing and every way out", () => {
    expect(error.message).toContain("missing: root (this is user 1000); apt-get (a Debian system)");
    expect(error.message).toContain("_EXPERIMENTAL_DAGGER_RUNNER_HOST=tcp://HOST:PORT");
    expect(error.message).toContain("install dagger with a container runtime");
    expect(error.message).toContain("run as root on Debian");
  });
});

describe("isGoAtLeast", () => {
  it.each([
    ["1.24.4", "1.24.4", true],
    ["1.24.5", "1.24.4", true],
    ["1.24.3", "1.24.4", false],
    ["1.25", "1.24.4", true],
    ["1.24", "1.24.4", false],
    ["1.24", "1.24.0", true],
    ["1.24.0", "1.24", true],
    ["1.9.9", "1.24.4", false],
    ["1.100.0", "1.24.4", true],
    ["2.0", "1.24.4", true],
    ["0.99.99", "1.0.0", false],
    ["", "1.24.4", false],
    ["devel", "1.24.4", false],
  ])("takes %j for at least %s: %s", (version, least, isEnough) => {
    expect(isGoAtLeast(version, least)).toBe(isEnough);
  });

  const numbers = fc.tuple(fc.nat(3), fc.nat(30), fc.nat(12));
  const text = (version: readonly number[]) => version.join(".");

  it("orders versions as their numbers are ordered", () => {
    const rank = ([major, minor, patch]: readonly [number, number, number]) => (major * 1000 + minor) * 1000 + patch;
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(isGoAtLeast(text(a), text(b))).toBe(rank(a) >= rank(b));
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it("takes a missing last number for 0", () => {
    fc.assert(
      fc.property(numbers, numbers, ([major, minor], b) => {
        expect(isGoAtLeast(`${major}.${minor}`, text(b))).toBe(isGoAtLeast(`${major}.${minor}.0`, text(b)));
      }),
      { seed: 7 },
    );
  });
});
