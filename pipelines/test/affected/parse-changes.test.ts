import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseChanges } from "../../affected/index.js";
import { anyChange } from "./arbitrary.js";
import { printed } from "./reading.js";

const SEED = 20_261_015;

describe("parseChanges", () => {
  it.each([
    ["", []],
    ["M\0a.ts\0", [{ kind: "modified", path: "a.ts" }]],
    [
      "A\0a\0D\0b\0T\0c\0U\0d\0X\0e\0",
      [
        { kind: "added", path: "a" },
        { kind: "deleted", path: "b" },
        { kind: "retyped", path: "c" },
        { kind: "unmerged", path: "d" },
        { kind: "unknown", path: "e" },
      ],
    ],
    ["R100\0old\0new\0", [{ kind: "renamed", from: "old", path: "new", similarityPercent: 100 }]],
    ["C075\0a\0b\0", [{ kind: "copied", from: "a", path: "b", similarityPercent: 75 }]],
    ["M\0with blank\nand line\tand é\0", [{ kind: "modified", path: "with blank\nand line\tand é" }]],
    ["D\0M\0", [{ kind: "deleted", path: "M" }]],
  ])("reads %j", (text, changes) => {
    expect(parseChanges(text)).toEqual({ ok: true, changes });
  });

  it.each([
    ["a path without its end", "M\0services/ap", "changes-cut-off", "services/ap"],
    ["a status without its end", "M\0a\0M", "changes-cut-off", "at its end M"],
    ["a status without its path", "M\0a\0D\0", "changes-cut-off", "at its end D"],
    ["a rename without its second path", "R100\0a\0", "changes-cut-off", "at its end R100"],
    ["a letter that git does not print", "Q\0a\0", "changes-malformed", "entry 1 has the status Q"],
    ["no status", "M\0a\0\0b\0", "changes-malformed", 'entry 2 has the status ""'],
    ["a rename without a score", "R\0a\0b\0", "changes-malformed", "entry 1"],
    ["a score over 100", "R101\0a\0b\0", "changes-malformed", "entry 1"],
    ["a modification with a score", "M100\0a\0", "changes-malformed", "entry 1"],
    ["an empty path", "M\0\0", "changes-malformed", "an empty path after M"],
    ["lines in place of NULs", "M\ta.ts\nM\tb.ts\n", "changes-cut-off", "\\n"],
    ["the name of a member of every object", "toString\0a\0", "changes-malformed", "toString"],
    ["what a terminal would act on", "\u001b[2J\0a\0", "changes-malformed", "\\u{1b}[2J"],
  ])("refuses %s and shows it", (_, text, kind, saw) => {
    expect(parseChanges(text)).toMatchObject({ ok: false, problem: { kind, saw: expect.stringContaining(saw) } });
  });

  it("reads back what was printed, whatever the paths", () => {
    fc.assert(
      fc.property(fc.array(anyChange), (changes) => {
        expect(parseChanges(printed(changes))).toEqual({ ok: true, changes });
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("takes a text that was cut for whole only if it was cut between entries", () => {
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 1, maxLength: 5 }), fc.nat(), (changes, at) => {
        const text = printed(changes);
        const read = parseChanges(text.slice(0, at % text.length));
        if (read.ok) expect(printed(read.changes)).toBe(text.slice(0, at % text.length));
        else expect(read.problem.kind).toBe("changes-cut-off");
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("reads or refuses any text, and means all of what it reads", () => {
    const text = fc
      .array(fc.constantFrom("A", "M", "R100", "C7", "R", "a/b", "\0", "\0", "\0", "\n"))
      .map((all) => all.join(""));
    fc.assert(
      fc.property(text, (given) => {
        const read = parseChanges(given);
        if (read.ok) expect(printed(read.changes)).toBe(given.replaceAll(/(^|\0)C7\0/g, "$1C007\0"));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
