import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineSplitter, MAX_LINE_BYTES } from "../../src/runtime/line-splitter.js";

function split(chunks: readonly Buffer[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

describe("LineSplitter", () => {
  it.each([
    ["ends lines at LF and at CR LF", "a\nb\r\nc\n", ["a", "b", "c"]],
    ["keeps empty lines", "\n\na\n", ["", "", "a"]],
    ["keeps a last line without an end", "a\nb", ["a", "b"]],
    ["says nothing of no output", "", []],
  ])("%s", (_rule, text, lines) => {
    expect(split([Buffer.from(text)])).toEqual(lines);
  });

  it("gives the same lines however the bytes arrive", () => {
    const line = fc.string({ unit: "grapheme" }).map((text) => text.replace(/[\r\n]/gu, ""));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(40)), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""));
        const chunks: Buffer[] = [];
        let from = 0;
        for (const cut of cuts) {
          chunks.push(bytes.subarray(from, from + cut));
          from += cut;
        }
        chunks.push(bytes.subarray(from));
        expect(split(chunks)).toEqual(lines);
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  it("cuts a long line at 64 KiB, between characters, and loses nothing", () => {
    const text = `x${"é".repeat(MAX_LINE_BYTES)}`;
    const lines = split([Buffer.from(text), Buffer.from("\nafter\n")]);
    expect(lines.join("")).toBe(`${text}after`);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(MAX_LINE_BYTES);
    expect(lines).toHaveLength(4);
  });

  it("takes bytes that are no UTF-8", () => {
    expect(split([Buffer.alloc(MAX_LINE_BYTES + 10, 0x80)])).toHaveLength(2);
  });
});
