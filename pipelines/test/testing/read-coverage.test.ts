import { describe, expect, it } from "vitest";
import { readCoverage } from "../../testing/index.js";
import { beginningsOf, coverageIn, coverageReason, fixture } from "./reading.js";

const SHOP = {
  lines: { covered: 3, total: 4 },
  branches: { covered: 4, total: 6 },
  functions: { covered: 2, total: 3 },
};
const PYTHON = { lines: { covered: 4, total: 6 } };

describe("readCoverage", () => {
  it.each([
    ["vitest.lcov", { format: "lcov", ...SHOP }],
    ["vitest-cobertura.xml", { format: "cobertura", ...SHOP }],
    ["coverage-summary.txt", { format: "istanbul-summary", ...SHOP }],
    ["pytest-branches.xml", { format: "cobertura", ...PYTHON, branches: { covered: 1, total: 2 } }],
    ["pytest-lines.xml", { format: "cobertura", ...PYTHON }],
    [
      "pytest.lcov",
      { format: "lcov", ...PYTHON, branches: { covered: 1, total: 2 }, functions: { covered: 1, total: 2 } },
    ],
    ["go-set.txt", { format: "go-coverprofile", lines: { covered: 5, total: 7 } }],
    ["go-count.txt", { format: "go-coverprofile", lines: { covered: 5, total: 7 } }],
    [
      "gocover-cobertura.xml",
      { format: "cobertura", lines: { covered: 9, total: 13 }, functions: { covered: 2, total: 3 } },
    ],
  ])("reads %s", (name, coverage) => {
    expect(coverageIn(fixture(name))).toEqual(coverage);
    expect(coverageIn(`\uFEFF${fixture(name).replaceAll("\n", "\r\n")}`)).toEqual(coverage);
  });

  it.each([
    ["vitest.lcov", /end_of_record$/],
    ["pytest.lcov", /end_of_record$/],
    ["vitest-cobertura.xml", /^$/],
    ["pytest-lines.xml", /^$/],
    ["gocover-cobertura.xml", /^$/],
    ["coverage-summary.txt", /^$/],
  ])("says of %s that it is cut off, whatever byte it ends at, except where its format ends", (name, wholeAt) => {
    for (const beginning of beginningsOf(fixture(name))) {
      if (beginning !== "" && wholeAt.test(beginning.trimEnd())) continue;
      const isStarted = beginning.length > 2 || name.endsWith("xml") || name.endsWith("txt");
      const reasons = beginning === "" ? ["empty"] : isStarted ? ["cut-off"] : ["unknown-format"];
      expect(reasons, beginning.slice(-60)).toContain(coverageReason(beginning));
    }
  });

  it("says of a coverprofile that it is cut off, whatever byte in a line it ends at", () => {
    for (const beginning of beginningsOf(fixture("go-set.txt"))) {
      if (!beginning.endsWith("\n")) expect(coverageReason(beginning), beginning).not.toBe("read");
    }
    expect(coverageReason(fixture("go-set.txt").trimEnd())).toBe("cut-off");
  });

  it.each([
    ["", "empty"],
    ["\n", "empty"],
    ["TOTAL 85%", "unknown-format"],
    ["[]", "unknown-format"],
    ["{}", "unknown-format"],
    ['{"/app/a.js": {"path": "/app/a.js", "statementMap": {}}}', "unknown-format"],
    ['{"total": {}}', "malformed"],
    ['{"total": {"lines": {"covered": 2, "total": 1}}}', "malformed"],
    ['{"total": {"lines": {"covered": 0.5, "total": 1}}}', "malformed"],
    ['{"total": {"lines": {"covered": -1, "total": 1}}}', "malformed"],
    ['{"total": {"lines": {"covered": "1", "total": 1}}}', "malformed"],
    ['{"total": ', "cut-off"],
    ["{'total': 1}", "malformed"],
    ['<coverage generated="1" clover="3.2.0"><project/></coverage>', "unknown-format"],
    ["<report><package/></report>", "unknown-format"],
    ['<coverage lines-valid="9"><packages/></coverage>', "malformed"],
    [cobertura('<line hits="1"/>'), "malformed"],
    ["<coverage><packages>", "cut-off"],
    ['<!DOCTYPE coverage [<!ENTITY a "b">]><coverage><packages/></coverage>', "unsafe-xml"],
    ["mode: set\n", "empty"],
    ["mode: fast\n", "malformed"],
    ["mode: set\na.go:1.2,3.4 5\n", "malformed"],
    ["mode: set\na.go:1.2,3.4 5 1", "cut-off"],
    [`SF:a\n${"DA:1,1\n".repeat(8_000_000)}`, "too-large"],
  ])("says of %.60s: %s", (text, reason) => {
    expect(coverageReason(text)).toBe(reason);
  });

  it("says which formats it knows", () => {
    const read = readCoverage("TOTAL 85% hunter2");
    expect(read.ok ? undefined : read.problem).toEqual({
      reason: "unknown-format",
      what: "The coverage report is in a format that Slipway does not know.",
      saw: "a beginning that is none of theirs",
      next: "give lcov, Cobertura XML, Istanbul's coverage-summary.json or a coverprofile of Go",
    });
  });
});

describe("readCoverage, of Cobertura,", () => {
  it("counts a line once that several classes of a file name, and covers what any of them ran", () => {
    const lines = '<line number="1" hits="0"/><line number="2" hits="3" condition-coverage="50% (1/2)"/>';
    const again = '<line number="1" hits="1"/><line number="2" hits="0" condition-coverage="0% (0/2)"/>';
    expect(coverageIn(cobertura(lines, again))).toEqual({
      format: "cobertura",
      lines: { covered: 2, total: 2 },
      branches: { covered: 1, total: 2 },
    });
  });

  it("tells branches that nobody looked for from none that were found", () => {
    expect(coverageIn(cobertura('<line number="1" hits="1"/>'))).not.toHaveProperty("branches");
    const looked = cobertura('<line number="1" hits="1"/>').replace("<coverage", '<coverage branch-rate="1"');
    expect(coverageIn(looked).branches).toEqual({ covered: 0, total: 0 });
  });
});

describe("readCoverage, of a coverprofile,", () => {
  it("counts statements, and a block once that several packages ran", () => {
    const text =
      "mode: atomic\na:b.go:1.1,2.2 3 0\na:b.go:2.1,3.2 2 0\nmode: atomic\na:b.go:1.1,2.2 3 9\na:b.go:1.1,2.2 3 0\n";
    expect(coverageIn(text).lines).toEqual({ covered: 3, total: 5 });
  });
});

function cobertura(...classes: readonly string[]): string {
  const all = classes.map((lines) => `<class name="A" filename="a.py"><methods/><lines>${lines}</lines></class>`);
  return `<coverage><packages><package><classes>${all.join("")}</classes></package></packages></coverage>`;
}
