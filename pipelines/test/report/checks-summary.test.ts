import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../check/index.js";
import { checksJson, checksSummary, checksText } from "../../report/index.js";
import { checkOf, runOf, scan, wildRun } from "./check-run.js";

const failing: Partial<CheckResult> = {
  outcome: "failed",
  summary: "`npm test` ended with 1",
  output: ["no database"],
};

/** Blocks of code, and the lines that are in none, as CommonMark 0.31 reads fences. */
function parts(markdown: string) {
  const blocks: string[][] = [];
  const plain: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split(/\r\n?|\n/)) {
    if (fence === undefined) {
      const [, ticks] = /^ {0,3}(`{3,})[^`]*$/.exec(line) ?? [];
      if (ticks === undefined) plain.push(line);
      else blocks.push([]);
      fence = ticks;
    } else if (new RegExp(`^ {0,3}\`{${fence.length},}[ \t]*$`).test(line)) fence = undefined;
    else blocks.at(-1)?.push(line);
  }
  return { blocks, plain, isOpen: fence !== undefined };
}

/** Cells of a row, as GitHub's Markdown splits it: a stroke behind a backslash is none. */
function cells(row: string): string[] {
  return row.split(/(?<!\\)\|/).slice(1, -1);
}

/** A line where each sign behind a backslash is a letter, as it means no more. */
const live = (line: string) => line.replaceAll(/\\[\\`*_{}[\]<>|#&~$.)+=-]/g, "x");

describe("checksSummary", () => {
  it("has the content of the text: outcome, failures, every check, notes, what the scan found", () => {
    const results = [
      checkOf("lint", "api"),
      checkOf("test", "api", { ...failing, seconds: 12 }),
      checkOf("lint", "web", { outcome: "none", seconds: 0, summary: "no such command" }),
      checkOf("scan", undefined, { seconds: 30, summary: "1 of 2 findings count", scan: scan() }),
    ];
    const markdown = checksSummary(
      runOf(results, { notes: ["By tag: `node:22`.", "Changed:\n  api  its own files\n"] }),
    );
    expect(markdown).toContain(`## ❌ test of api failed in 61.3 s

2 of 4 checks passed, 1 has no command.

### test of api

\`\`\`text
test of api failed: \`npm test\` ended with 1
  | no database
  to repeat: dagger call test --services api
\`\`\`

| service | check | outcome | time | |
| --- | --- | --- | ---: | --- |
| api | lint | ✅ passed | 1.0 s | npm run lint |
| api | test | ❌ failed | 12.0 s | \\\`npm test\\\` ended with 1 |
| web | lint | ➖ none | 0.0 s | no such command |
| all | scan | ✅ passed | 30.0 s | 1 of 2 findings count |

By tag: \\\`node:22\\\`.

\`\`\`text
Changed:
  api  its own files
\`\`\`

### What the scan found

\`\`\`text
count / limit `);
    expect(markdown).toContain("critical  CVE-2021-44906 ");
    expect(markdown.endsWith("\n```\n")).toBe(true);
  });

  it.each([
    ["all passed", [checkOf("lint", "api")], "## ✅ lint passed in 61.3 s"],
    ["nothing had a command", [checkOf("lint", "api", { outcome: "none" })], "## ➖ Nothing was run"],
    ["no service was taken", [], "## ➖ Nothing to check: no service is taken ()"],
  ])("says first that %s", (_, results, line) => {
    expect(checksSummary(runOf(results)).split("\n")[0]).toBe(line);
  });

  it.each([
    ["- a", "\\- a"],
    ["+ a", "\\+ a"],
    ["=== a", "\\=== a"],
    ["12. a", "12\\. a"],
    ["1) a", "1\\) a"],
    ["# a", "\\# a"],
    ["> a", "\\> a"],
    ["    a", "a"],
    ["a - b 1. c", "a - b 1. c"],
    ["<a> & $b$ | c", "\\<a\\> \\& \\$b\\$ \\| c"],
  ])("keeps the note %j a paragraph of its own words", (note, line) => {
    expect(
      checksSummary(runOf([checkOf("lint", "api")], { notes: [note] }))
        .split("\n")
        .at(-2),
    ).toBe(line);
  });

  it("counts the checks of many services as the text does", () => {
    const names = Array.from({ length: 1000 }, (_, index) => `s${index}`);
    const results = names.map((name) => checkOf("lint", name, name === "s5" ? failing : {}));
    const markdown = checksSummary(runOf(results));
    const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
    expect(rows.slice(2)).toEqual([
      "| 999 services | lint | ✅ passed | 1.0 s | passed, s0 the slowest |",
      "| s5 | lint | ❌ failed | 1.0 s | \\`npm test\\` ended with 1 |",
    ]);
    expect(markdown).toContain("the JSON has each of them");
  });

  it("stays below the 1 MiB that GitHub takes, and then still names every failure and says what is left out", () => {
    const output = Array.from({ length: 20 }, () => "x".repeat(500));
    const names = Array.from({ length: 1000 }, (_, index) => `s${index}`);
    const markdown = checksSummary(runOf(names.map((name) => checkOf("lint", name, { ...failing, output }))));
    expect(Buffer.byteLength(markdown)).toBeLessThan(2 ** 20);
    for (const name of names) expect(markdown).toContain(`\n| ${name} | lint | ❌ failed |`);
    const shown = markdown.split("\n### ").length - 1;
    expect(markdown).toContain(`What the other ${1000 - shown} found is left out`);
    expect(shown).toBeGreaterThan(20);
  });

  it("has five cells in every row and ends every fence, whatever a run holds", () => {
    fc.assert(
      fc.property(wildRun, (run) => {
        const { plain, isOpen } = parts(checksSummary(run));
        expect(isOpen).toBe(false);
        const rows = plain.filter((line) => line.startsWith("|"));
        for (const row of rows) expect(cells(row)).toHaveLength(5);
        const listed = checksText(run)
          .split("\n")
          .filter((line) => /^\S.* +\d+\.\d s {2}/.test(line)).length;
        expect(rows).toHaveLength(run.results.length === 0 ? 0 : Math.max(listed, 1) + 2);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("has its own headings, no HTML, code or formula outside of its fences, whatever a run holds", () => {
    fc.assert(
      fc.property(wildRun, (run) => {
        const { plain } = parts(checksSummary(run));
        const failed = run.results.filter(({ outcome }) => outcome === "failed").length;
        const scans = run.results.filter((result) => result.scan !== undefined).length;
        expect(plain.filter((line) => /^ {0,3}#/.test(line))).toHaveLength(1 + failed + scans);
        for (const line of plain)
          expect(live(line).replace(/^#+ |^\|.*/, "")).not.toMatch(/[`<>&$*_[\]~]|^ {0,3}(?:[-+=]|\d+[.)])/);
        for (const line of plain.filter((one) => one.startsWith("| ") && !one.startsWith("| ---")))
          expect(live(line)).not.toMatch(/[`<>&$*_[\]~]/);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it("has in its fences the words of every failure, as they are", () => {
    fc.assert(
      fc.property(wildRun, (run) => {
        const { blocks } = parts(checksSummary(run));
        const failed = run.results.filter(({ outcome }) => outcome === "failed");
        for (const [index, { repeat, output }] of failed.entries()) {
          const lines = blocks[index] ?? [];
          expect(lines.at(-1)).toBe(`  to repeat: ${repeat.join(" ")}`);
          for (const line of output.flatMap((one) => one.split(/\r\n?|\n/)))
            expect(lines).toContain(`  | ${line}`.trimEnd());
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe("checksJson", () => {
  it("is the run, but for the fingerprints of findings", () => {
    const run = runOf([checkOf("lint", "api", failing), checkOf("scan", undefined, { scan: scan() })], {
      notes: ["a\nb"],
    });
    const text = checksJson(run);
    expect(text).not.toContain('"identity"');
    const { results, ...rest } = JSON.parse(text);
    const { results: given, ...wanted } = run;
    expect(rest).toEqual(wanted);
    expect(results).toMatchObject([given[0], { stage: "scan", scan: { verdict: "failed" } }]);
    expect(results[1].scan.judged.map((one: { finding: object }) => one.finding)).toMatchObject([
      { id: "CVE-2021-44906", package: "minimist" },
      { id: "aws-access-key-id" },
    ]);
  });

  it("parses back to the run, whatever it holds", () => {
    fc.assert(
      fc.property(wildRun, (run) => {
        const bare = { ...run, results: run.results.map(({ scan: _, ...result }) => result) };
        expect(JSON.parse(checksJson(bare))).toEqual(bare);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
