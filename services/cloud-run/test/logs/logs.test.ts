import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLogs, type LogLine } from "../../src/logs/index.js";
import { Ring } from "../../src/logs/ring.js";

const CLOCK = { nowMillis: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6), sleep: async () => undefined };
const LINE: LogLine = { revision: "r", instance: "i", stream: "stdout", text: "hello" };

describe("createLogs", () => {
  it("reads what was written, by revision, oldest first", () => {
    const logs = createLogs({ clock: CLOCK });
    for (const text of ["1", "2", "3"]) logs.write({ ...LINE, text });
    logs.write({ ...LINE, revision: "other" });
    expect(logs.read("r").map(({ message }) => message)).toEqual(["1", "2", "3"]);
    expect(logs.read("r", { limit: 2 }).map(({ message }) => message)).toEqual(["2", "3"]);
    expect(logs.read("r", { limit: 0 })).toEqual([]);
    expect(logs.read("unknown")).toEqual([]);
    logs.forget("r");
    expect(logs.read("r")).toEqual([]);
    expect(logs.read("other")).toHaveLength(1);
  });

  it("hands each entry to the sink as one line of JSON, and outlives a sink that fails", () => {
    const lines: string[] = [];
    const logs = createLogs({ clock: CLOCK, sink: (json) => lines.push(json) });
    logs.write({ ...LINE, text: "two\nlines" });
    expect(lines).toEqual([
      '{"severity":"DEFAULT","timestamp":"2026-01-02T03:04:05.006Z","revision":"r","instance":"i","stream":"stdout","message":"two\\nlines"}',
    ]);
    const failing = createLogs({
      clock: CLOCK,
      sink: () => {
        throw new Error("disk full");
      },
    });
    failing.write(LINE);
    expect(failing.read("r")).toHaveLength(1);
  });

  it.each<[string, string, object]>([
    ["plain text", "hello", { severity: "DEFAULT", message: "hello" }],
    ["severity and message", '{"severity":"ERROR","message":"no"}', { severity: "ERROR", message: "no" }],
    ["a severity in small letters", '{"severity":"warn","message":"m"}', { severity: "WARNING", message: "m" }],
    ["further fields", '{"message":"m","order":7}', { severity: "DEFAULT", message: "m", fields: { order: 7 } }],
    ["no message", '{"order":7}', { severity: "DEFAULT", message: '{"order":7}', fields: { order: 7 } }],
    [
      "a message that is no text",
      '{"message":{"a":1}}',
      { severity: "DEFAULT", message: '{"message":{"a":1}}', fields: { message: { a: 1 } } },
    ],
    [
      "a severity that is none",
      '{"severity":5,"message":"m"}',
      { severity: "DEFAULT", message: "m", fields: { severity: 5 } },
    ],
    ["JSON that is no object", "[1]", { severity: "DEFAULT", message: "[1]" }],
    ["broken JSON", '{"message":', { severity: "DEFAULT", message: '{"message":' }],
  ])("understands a line with %s", (_rule, text, expected) => {
    const logs = createLogs({ clock: CLOCK });
    logs.write({ ...LINE, text });
    const {
      timestamp: _timestamp,
      revision: _revision,
      instance: _instance,
      stream: _stream,
      ...entry
    } = logs.read("r")[0] ?? {};
    expect(entry).toEqual(expected);
  });
});

describe("Ring", () => {
  it("keeps the newest items within its bounds, and always the newest", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { maxLength: 400 }),
        fc.integer({ min: 1, max: 100 }),
        fc.nat(500),
        (sizes, lines, bytes) => {
          const ring = new Ring<number>({ lines, bytes });
          sizes.forEach((size, index) => {
            ring.push(index, size);
            expect(ring.size).toBeGreaterThan(0);
            expect(ring.size).toBeLessThanOrEqual(lines);
            expect(ring.bytes <= bytes || ring.size === 1).toBe(true);
          });
          const kept = ring.newest(Number.POSITIVE_INFINITY);
          expect(kept).toEqual(sizes.map((_size, index) => index).slice(sizes.length - kept.length));
          const keptBytes = kept.reduce((sum, index) => sum + (sizes[index] ?? 0), 0);
          expect(keptBytes).toBe(ring.bytes);
          const next = sizes[sizes.length - kept.length - 1];
          if (next !== undefined)
            expect(kept.length === lines || keptBytes + next > bytes || kept.length === 1).toBe(true);
        },
      ),
      { seed: 6, numRuns: 100 },
    );
  });
});
