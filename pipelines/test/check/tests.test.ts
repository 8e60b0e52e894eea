import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CommandOutcome, runChecks } from "../../check/index.js";
import { FakeWorkshop, ran, services } from "./fake-workshop.js";

const JUNIT = "reports/junit.xml";
const LCOV = "coverage/lcov.info";

/** A report with so many tests of each kind. */
function junit({ passed = 0, failed = 0, skipped = 0 }): string {
  const cases = (count: number, content: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => `<testcase name="t${index}" time="0.1">${content(index)}</testcase>`);
  const all = [
    ...cases(passed, () => ""),
    ...cases(failed, (index) => `<failure message="expected ${index}"/>`),
    ...cases(skipped, () => "<skipped/>"),
  ];
  return `<testsuites><testsuite name="price">${all.join("")}</testsuite></testsuites>`;
}

const lcov = (covered: number, total: number) =>
  `TN:\nSF:a.ts\n${Array.from({ length: total }, (_, line) => `DA:${line + 1},${line < covered ? 1 : 0}\n`).join("")}end_of_record\n`;

interface Setting {
  readonly junit?: readonly string[];
  readonly coverage?: string | undefined;
  readonly minimum?: string;
}

async function test(outcome: CommandOutcome, { junit: paths = [JUNIT], coverage, minimum = "{}" }: Setting = {}) {
  const { ports } = new FakeWorkshop({
    outcomes: { "api: test": outcome },
    reports: { junit: paths, coverage },
  });
  const taken = services(["api"], `tests: { minimum: ${minimum} }`);
  const { results } = await runChecks({ services: taken, stages: ["test"] }, ports);
  const [result] = results;
  if (result === undefined) expect.fail("no result");
  return result;
}

const withReport = (text: string, fields: Parameters<typeof ran>[0] = {}) =>
  ran({ ...fields, reports: { [JUNIT]: text } });

describe("runChecks, tests that pass", () => {
  it.each([
    [{ passed: 12 }, "12 tests passed"],
    [{ passed: 1 }, "1 test passed"],
    [{ passed: 3, skipped: 2 }, "3 tests passed, 2 skipped"],
  ])("count %j as %s", async (counts, summary) => {
    const result = await test(withReport(junit(counts)));
    expect(result).toMatchObject({ outcome: "passed", summary, findings: [], output: [] });
    expect(result.tests).toMatchObject(counts);
  });

  it("add up several reports", async () => {
    const reports = { "a.xml": junit({ passed: 2 }), "b.xml": junit({ passed: 3, skipped: 1 }) };
    const result = await test(ran({ reports }), { junit: ["a.xml", "b.xml"] });
    expect(result).toMatchObject({ outcome: "passed", summary: "5 tests passed, 1 skipped" });
  });

  it("pass by their exit code alone where no report is asked for", async () => {
    expect(await test(ran(), { junit: [] })).toMatchObject({ outcome: "passed", summary: "npm test", findings: [] });
  });

  it("have none where the service has no such command, though a report is asked for", async () => {
    expect(await test({ kind: "none" })).toMatchObject({ outcome: "none", findings: [] });
  });
});

describe("runChecks, tests whose command ended with 0", () => {
  it("fail where the report is missing, and say what to do", async () => {
    expect(await test(ran())).toMatchObject({
      outcome: "failed",
      summary: "a test report is missing or cannot be read; `npm test` ended with 0",
      findings: [
        `the tests did not write ${JUNIT}`,
        "  next: have them write it, or set tests.junit of api to what they write",
      ],
    });
  });

  it.each([
    ["cut off", junit({ passed: 3 }).slice(0, -20), "The test report ends in the middle."],
    ["empty", "", "The test report is empty."],
    ["no XML", "12 passed", "The test report is not XML."],
    ["another XML", "<html></html>", "The test report is XML, but not JUnit's."],
  ])("fail where the report is %s", async (_, text, what) => {
    const result = await test(withReport(text));
    expect(result.outcome).toBe("failed");
    expect(result.tests).toBeUndefined();
    const [first, seen, next] = result.findings;
    expect(first).toBe(`${JUNIT}: ${what}`);
    expect(seen).toMatch(/^ {2}seen: ./);
    expect(next).toMatch(/^ {2}next: ./);
  });

  it("fail where one of several reports is missing, and still count the others", async () => {
    const result = await test(ran({ reports: { "a.xml": junit({ passed: 2 }) } }), { junit: ["a.xml", "b.xml"] });
    expect(result).toMatchObject({
      outcome: "failed",
      summary: "a test report is missing or cannot be read; 2 tests passed",
      tests: { passed: 2 },
    });
    expect(result.findings[0]).toBe("the tests did not write b.xml");
  });

  it("fail where tests in the report did, and say that the command hides it", async () => {
    const result = await test(withReport(junit({ passed: 1, failed: 2 })));
    expect(result).toMatchObject({
      outcome: "failed",
      summary: "2 of 3 tests failed",
      findings: ["`npm test` ended with 0 all the same", "price > t0", "  expected 0", "price > t1", "  expected 1"],
    });
  });

  it.each([
    ["no test", {}, "no test has passed: is there any?"],
    ["only skipped tests", { skipped: 3 }, "no test has passed: all of them were skipped"],
  ])("fail where there is %s", async (_, counts, finding) => {
    expect(await test(withReport(junit(counts)))).toMatchObject({ outcome: "failed", findings: [finding] });
  });

  it("do not ask whether there are tests where all of them failed", async () => {
    const { findings } = await test(withReport(junit({ failed: 1 })));
    expect(findings.join()).not.toContain("is there any");
  });
});

describe("runChecks, tests whose command failed", () => {
  it("tell the failed tests instead of the output", async () => {
    const outcome = withReport(junit({ passed: 3, failed: 1 }), { exitCode: 1, output: "1 failed" });
    expect(await test(outcome)).toMatchObject({
      outcome: "failed",
      summary: "1 of 4 tests failed",
      findings: ["price > t0", "  expected 0"],
      output: [],
      tests: { failed: 1 },
    });
  });

  it.each([0, 1])("list 20 failed tests and how many more there are, with exit code %i too", async (exitCode) => {
    const { findings } = await test(withReport(junit({ failed: 33 }), { exitCode }));
    expect(findings.filter((line) => line.startsWith("price > "))).toHaveLength(20);
    expect(findings.at(-1)).toBe("and 13 more");
  });

  it.each([
    ["without a report", undefined],
    ["with a report that is cut off", "<testsuites>"],
    ["with a report in which nothing failed", junit({ passed: 3 })],
  ])("tell the output %s, and not what follows from it", async (_, text) => {
    const outcome = ran({
      exitCode: 1,
      output: "no database",
      ...(text !== undefined && { reports: { [JUNIT]: text } }),
    });
    expect(await test(outcome)).toMatchObject({
      outcome: "failed",
      summary: "`npm test` ended with 1",
      findings: [],
      output: ["no database"],
    });
  });

  it("tell the output beside the failed tests where another report is not whole", async () => {
    const reports = { "a.xml": junit({ failed: 1 }), "b.xml": "<testsuites>" };
    const outcome = ran({ exitCode: 1, output: "segmentation fault", reports });
    const result = await test(outcome, { junit: ["a.xml", "b.xml"] });
    expect(result).toMatchObject({ summary: "1 of 1 tests failed", output: ["segmentation fault"] });
    expect(result.findings).toContain("b.xml: The test report ends in the middle.");
  });

  it("tell the output beside the failed tests where they were over time: its end says what was slow", async () => {
    const outcome = withReport(junit({ failed: 1 }), { exitCode: 124, isOverTime: true, output: "waiting for x" });
    const result = await test(outcome);
    expect(result.summary).toMatch(/^`npm test` took longer than its limit/);
    expect(result.findings).toEqual([expect.stringMatching(/^next: /), "price > t0", "  expected 0"]);
    expect(result.output).toEqual(["waiting for x"]);
  });
});

describe("runChecks, coverage", () => {
  const covered = (text: string | undefined, minimum: string, coverage: string | undefined = LCOV) =>
    test(ran({ reports: { [JUNIT]: junit({ passed: 2 }), ...(text !== undefined && { [LCOV]: text }) } }), {
      coverage,
      minimum,
    });

  it.each([
    ["{}", 1, 10, "passed"],
    ["{ lines: 80 }", 8, 10, "passed"],
    ["{ lines: 80 }", 79, 100, "failed"],
    ["{ lines: 100 }", 999, 1000, "failed"],
  ])("with a minimum of %s and %i of %i lines: %s", async (minimum, lines, total, outcome) => {
    const result = await covered(lcov(lines, total), minimum);
    expect(result.outcome).toBe(outcome);
    expect(result.coverage?.verdict).toBe(outcome);
  });

  it("is told with the tests", async () => {
    expect((await covered(lcov(8, 10), "{}")).summary).toBe("2 tests passed; covered: lines 80 %");
  });

  it("below its minimum is the reason, with what was measured and what is wanted", async () => {
    expect(await covered(lcov(7, 10), "{ lines: 80 }")).toMatchObject({
      summary: "coverage is too low; 2 tests passed; covered: lines 70 %",
      findings: ["coverage of lines: 70 % (7 of 10), at least 80 % wanted"],
    });
  });

  it("that does not hold a metric with a minimum is not met", async () => {
    expect(await covered(lcov(9, 10), "{ lines: 80, branches: 50 }")).toMatchObject({
      outcome: "failed",
      findings: ["coverage of branches: not measured, at least 50 % wanted"],
    });
  });

  it.each(["{}", "{ lines: 80 }"])("that was not written fails with a minimum of %s", async (minimum) => {
    expect(await covered(undefined, minimum)).toMatchObject({
      outcome: "failed",
      summary: "no coverage; 2 tests passed",
      findings: [
        `the tests did not write ${LCOV}`,
        "  next: have them write it, or set tests.coverage of api to what they write",
      ],
    });
  });

  it("that cannot be read fails, and says how", async () => {
    const { findings, outcome } = await covered("covered: most of it", "{}");
    expect(outcome).toBe("failed");
    expect(findings[0]).toBe(`${LCOV}: The coverage report is in a format that Slipway does not know.`);
    expect(findings[2]).toMatch(/^ {2}next: /);
  });

  it("that nothing says the place of fails with a minimum, and is not asked for without one", async () => {
    const [asked, not] = await Promise.all(
      ["{ lines: 80 }", "{}"].map((minimum) => test(withReport(junit({ passed: 1 })), { minimum })),
    );
    expect(asked).toMatchObject({
      outcome: "failed",
      findings: [
        "a minimum of coverage is set, and nothing says where it is written",
        "  next: set tests.coverage of api",
      ],
    });
    expect(not?.outcome).toBe("passed");
  });
});

describe("runChecks, tests", () => {
  it("pass exactly where the command did, all reports are whole, none failed and one passed", async () => {
    const counts = fc.record({ passed: fc.nat(2), failed: fc.nat(1), skipped: fc.nat(2) });
    const text = fc.oneof({ arbitrary: counts.map(junit), weight: 6 }, fc.constantFrom("", "<testsuites>", "no"));
    const report = fc.option(text, { nil: undefined, freq: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(report, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(0, 0, 0, 1),
        async (texts, exitCode) => {
          const paths = texts.map((_, index) => `${index}.xml`);
          const reports = Object.fromEntries(
            texts.flatMap((one, index) => (one === undefined ? [] : [[`${index}.xml`, one]])),
          );
          const result = await test(ran({ exitCode, reports }), { junit: paths });
          const whole = texts.every((one) => one?.endsWith("</testsuites>"));
          const has = (what: string) => texts.some((one) => one?.includes(what));
          const isPassed = exitCode === 0 && whole && !has("<failure") && has('"></testcase>');
          expect(result.outcome).toBe(isPassed ? "passed" : "failed");
          expect(result.findings.length > 0 || result.output.length > 0).toBe(!isPassed);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });
});
