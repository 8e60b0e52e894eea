import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ImageLock, lockText, pinned, readLock } from "../../images/index.js";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const OPTIONS = { seed: 20_261_121, numRuns: 500 };

const problemIn = (text: string) => {
  const read = readLock(text);
  if (read.ok) expect.fail("the lock file can be read");
  return read.problem;
};

const digest = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });
const reference = fc.oneof(
  fc.stringMatching(/^[a-z0-9][a-z0-9.:/_-]{0,30}$/),
  fc.constantFrom("null", "1e3", "0x1", "yes", "~", "- a", "a: b", "#", "constructor"),
);
const lock: fc.Arbitrary<ImageLock> = fc
  .uniqueArray(fc.tuple(reference, digest), { selector: ([name]) => name })
  .map((all) => new Map(all.map(([name, hash]) => [name, `sha256:${hash}`])));

describe("readLock", () => {
  it("reads what lockText writes", () => {
    fc.assert(
      fc.property(lock, (images) => {
        expect(readLock(lockText(images))).toEqual({ ok: true, lock: images });
      }),
      OPTIONS,
    );
  });

  it.each([
    ["", "(file): "],
    ["images", "(file): "],
    ["- images", "(file): "],
    ["{}", "images: "],
    ["images: []", "images: "],
    ["images: { a: b }", "images.a: sha256: and 64 hexadecimal digits"],
    ["images: { a: 1 }", "images.a: "],
    [`images: { a: ${DIGEST.toUpperCase()} }`, "images.a: sha256: and 64 hexadecimal digits"],
    [`images: { a: "${DIGEST} " }`, "images.a: sha256: and 64 hexadecimal digits"],
    ["images: {}\nmore: 1", '(file): Unrecognized key: "more"'],
    ["images: {", "Flow map"],
    [`images: { a: ${DIGEST}, a: ${DIGEST} }`, "Map keys must be unique"],
    ["images: {}\n---\nimages: {}", "multiple documents"],
    ["images: &a {}\nmore: *a", "Alias resolution is disabled"],
  ])("says what is wrong with %j", (text, saw) => {
    const problem = problemIn(text);
    expect(problem.what).toBe("slipway.lock cannot be read.");
    expect(problem.saw).toContain(saw);
    expect(problem.saw).not.toContain("\n");
    expect(problem.next).toContain("dagger call lock");
  });

  it("refuses anchors that grow without end before they grow", () => {
    const bomb = Array.from({ length: 30 }, (_, index) => `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`);
    bomb[0] = "a0: &a0 [x]";
    expect(problemIn(bomb.join("\n")).saw).toBe("Alias resolution is disabled");
  });

  it.each(["[", "{ a: ", "- ", "? "])("refuses what lies too deep: %j", (open) => {
    expect(problemIn(`images: ${open.repeat(3_000)}`).what).toBe("slipway.lock cannot be read.");
  });

  it("gives a lock or a problem for any text, and never throws", () => {
    const part = fc.constantFrom(
      "images",
      ": ",
      "\n",
      "  ",
      "[",
      "{",
      "&a ",
      "*a",
      "!!x ",
      "<<",
      "|",
      "%YAML",
      DIGEST,
      "\0",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, (any) => {
        expect(typeof readLock(any).ok).toBe("boolean");
      }),
      OPTIONS,
    );
  });
});

describe("lockText", () => {
  it("is sorted by name, one image on a line, under a comment that says how it is made", () => {
    const images = new Map([
      ["node:22", DIGEST],
      ["a".repeat(200), DIGEST],
    ]);
    expect(lockText(images).split("\n")).toEqual([
      "# Digests of the images that this repository builds on. dagger call lock -o slipway.lock looks all of them up again.",
      "images:",
      `  ${"a".repeat(200)}: ${DIGEST}`,
      `  node:22: ${DIGEST}`,
      "",
    ]);
  });

  it("does not depend on the order of what it is given", () => {
    fc.assert(
      fc.property(lock, (images) => {
        expect(lockText(new Map([...images].reverse()))).toBe(lockText(images));
      }),
      OPTIONS,
    );
  });
});

describe("pinned", () => {
  const images = new Map([["node:22", DIGEST]]);

  it.each([
    ["node:22", images, `node:22@${DIGEST}`],
    [`node:24@${DIGEST}`, images, `node:24@${DIGEST}`],
    ["node:24", undefined, "node:24"],
  ])("makes %s, with %j, %s", (name, known, result) => {
    expect(pinned(name, known)).toEqual({ ok: true, reference: result });
  });

  it.each(["node:24", "node", "docker.io/library/node:22"])("knows no digest by another name: %s", (name) => {
    expect(pinned(name, images)).toMatchObject({
      ok: false,
      problem: { what: "slipway.lock has no digest of an image that is used.", saw: name },
    });
  });
});
