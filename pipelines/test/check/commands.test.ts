import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CommandOutcome, runChecks } from "../../check/index.js";
import { FakeWorkshop, ran, services } from "./fake-workshop.js";

async function lint(outcome: CommandOutcome, more = "") {
  const { ports } = new FakeWorkshop({ outcomes: { "api: lint": outcome } });
  const { results } = await runChecks({ services: services(["api"], more), stages: ["lint"] }, ports);
  const [result] = results;
  if (result === undefined) expect.fail("no result");
  return result;
}

/** What is shown of the output of a command that failed. */
const shown = async (output: string) => (await lint(ran({ exitCode: 1, output }))).output;

describe("runChecks, commands", () => {
  it("have none where the service has no such command", async () => {
    expect(await lint({ kind: "none" })).toMatchObject({ outcome: "none", findings: [], output: [] });
  });

  it("pass with all that ran", async () => {
    const commands = [
      ["npm", "run", "lint"],
      ["npx", "tsc"],
    ];
    expect(await lint(ran({ commands, output: "all well" }))).toMatchObject({
      outcome: "passed",
      summary: "npm run lint; npx tsc",
      findings: [],
      output: [],
    });
  });

  it.each([1, 2, 127, 137, 255])("fail with exit code %i of the last that ran", async (exitCode) => {
    const commands = [
      ["npm", "run", "lint"],
      ["npx", "tsc"],
    ];
    expect(await lint(ran({ commands, exitCode, output: "error TS1\n" }))).toMatchObject({
      outcome: "failed",
      summary: `\`npx tsc\` ended with ${exitCode}`,
      output: ["error TS1"],
    });
  });

  it("fail over time with the limit, whatever the exit code, and what to do", async () => {
    for (const exitCode of [0, 124, 137]) {
      const outcome = ran({ exitCode, isOverTime: true, output: "still here" });
      expect(await lint(outcome, "commands: { timeout: 90s }")).toMatchObject({
        outcome: "failed",
        summary: "`npm test` took longer than its limit of 90 s and was ended",
        findings: ["next: make it faster, or raise commands.timeout of api"],
        output: ["still here"],
      });
    }
  });

  it("fail where their image could not be built, with the end of what was printed", async () => {
    expect(await lint({ kind: "image-failed", output: "\u001b[31mno such base\u001b[0m\n" })).toMatchObject({
      outcome: "failed",
      summary: "the image could not be built",
      output: ["no such base"],
    });
  });

  it("fail with what is missing where nothing says how to run them", async () => {
    const problem = { what: "No stage has the tools.", saw: "no commands.stage", next: "name it" };
    expect(await lint({ kind: "unfit", problem })).toMatchObject({
      outcome: "failed",
      summary: "No stage has the tools.",
      findings: ["seen: no commands.stage", "next: name it"],
      output: [],
    });
  });
});

describe("runChecks, output of commands", () => {
  it.each([
    ["nothing", "", ["(no output)"]],
    ["only white space", " \n\n", ["(no output)"]],
    ["only colours", "\u001b[31m\u001b[0m\n", ["(no output)"]],
    ["colours", "\u001b[1;31merror\u001b[0m: \u001b[38;5;9mno\u001b[m", ["error: no"]],
    ["a hidden cursor", "\u001b[?25lwait\u001b[?25h", ["wait"]],
    ["links", "\u001b]8;;https://a.example\u0007rule\u001b]8;;\u001b\\ x", ["rule x"]],
    ["lines of Windows", "one\r\ntwo\r\n", ["one", "two"]],
    ["a bar of progress", " 1 %\r 50 %\r100 %\ndone", ["100 %", "done"]],
    ["bells and zeros", "a\u0000\u0007b\tc", ["ab\tc"]],
    ["empty lines between others", "one\n\ntwo\n\n", ["one", "", "two"]],
    ["spaces before the first line", "  at x", ["  at x"]],
  ])("show %s as people see it", async (_, output, lines) => {
    expect(await shown(output)).toEqual(lines);
  });

  it("show the last 20 lines", async () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`);
    expect(await shown(`${lines.join("\n")}\n`)).toEqual(lines.slice(80));
  });

  it("shorten a line that nobody could read", async () => {
    const [line = ""] = await shown("x".repeat(100_000));
    expect(line).toBe(`${"x".repeat(500)} … and 99500 more characters`);
  });

  it("is 20 lines at most, without control characters, whatever was printed", async () => {
    const part = fc.constantFrom(
      "\u001b[",
      "\u001b]",
      "31m",
      "8;;",
      "\u0007",
      "\r",
      "\n",
      "a",
      "é",
      "🙂",
      "\t",
      "\u009b",
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: part, maxLength: 200 }), async (output) => {
        const lines = await shown(output);
        expect(lines.length).toBeGreaterThan(0);
        expect(lines.length).toBeLessThanOrEqual(20);
        for (const line of lines) expect(line).not.toMatch(/[^\P{Cc}\t]/u);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
