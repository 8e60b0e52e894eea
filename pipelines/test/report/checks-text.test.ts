import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckResult, Stage } from "../../check/index.js";
import { checksText } from "../../report/index.js";
import { judgeScan } from "../../scan/index.js";
import { rulesOf } from "../scan/scanning.js";
import { checkOf, runOf, scan, wildRun } from "./check-run.js";

const failing: Partial<CheckResult> = {
  outcome: "failed",
  summary: "`npm test` ended with 1",
  output: ["no database"],
};
const none: Partial<CheckResult> = { outcome: "none", summary: "no such command", seconds: 0 };

const headline = (...results: readonly CheckResult[]) => checksText(runOf(results)).split("\n")[0];

describe("checksText", () => {
  it("is the outcome, the failures with how to repeat them, every check, the notes, then what the scan found", () => {
    const results = [
      checkOf("lint", "api", { seconds: 3.21 }),
      checkOf("lint", "web", none),
      checkOf("test", "api", {
        ...{ outcome: "failed", seconds: 41, summary: "1 of 4 tests failed" },
        findings: ["price > is lower (src/price.test.ts)", "  expected 3 to be 4"],
      }),
      checkOf("test", "web", { ...failing, seconds: 12 }),
      checkOf("scan", undefined, {
        outcome: "failed",
        seconds: 30,
        summary: "1 reason",
        findings: ["bad"],
        scan: scan(),
      }),
    ];
    expect(
      checksText(runOf(results, { notes: ["Changed since main: 2 of 3 services.\n  api  its own files\n"] })),
    ).toBe(
      `Failed: test of api, test of web and scan. 1 of 5 checks passed, 1 has no command, in 61.3 s.

test of api failed: 1 of 4 tests failed
  price > is lower (src/price.test.ts)
    expected 3 to be 4
  to repeat: dagger call test --services api

test of web failed: \`npm test\` ended with 1
  | no database
  to repeat: dagger call test --services web

scan failed: 1 reason
  bad
  to repeat: dagger call scan --services api,web

api  lint     3.2 s  npm run lint
api  test    41.0 s  FAILED
web  lint     0.0 s  no such command
web  test    12.0 s  FAILED
all  scan    30.0 s  FAILED

Changed since main: 2 of 3 services.
  api  its own files

count / limit      critical  high   medium  low  unknown
vulnerabilities    1 / 0 !   0 / 0  0       0    0
misconfigurations  0 / 0     0 / 0  0       0    0
secrets            0 / 0     0 / 0  0       0    0
licenses           0 / 0     0 / 0  0       0    0

severity  id                 gate                                    where                          what
critical  CVE-2021-44906     counts                                  image api: package-lock.json   minimist 1.2.5, fixed in 1.2.6: prototype pollution
critical  aws-access-key-id  ignored until 2026-09-01: a test's key  image api: app/settings.env:2  AWS Access Key ID
`,
    );
  });

  it.each([
    ["one that passed", [checkOf("lint", "api")], "Passed: lint of api in 61.3 s."],
    [
      "several that passed",
      [checkOf("lint", "api"), checkOf("test", "web"), checkOf("scan", undefined)],
      "Passed: lint, test and scan of api and web in 61.3 s.",
    ],
    [
      "some without a command",
      [checkOf("lint", "api"), checkOf("lint", "web", none), checkOf("lint", "cms", none)],
      "Passed: lint of api, web and cms in 61.3 s. 1 of 3 checks passed, 2 have no command.",
    ],
    ["none with a command", [checkOf("lint", "api", none)], "Nothing was run: lint of api has no command."],
    ["one that failed", [checkOf("lint", "api", failing)], "Failed: lint of api. 0 of 1 check passed, in 61.3 s."],
    [
      "failed and without a command",
      [checkOf("lint", "api", failing), checkOf("test", "api", none)],
      "Failed: lint of api. 0 of 2 checks passed, 1 has no command, in 61.3 s.",
    ],
    ["no service", [], "Nothing to check: no service is taken. ()"],
  ])("says first what came of %s", (_, results, line) => {
    expect(headline(...results)).toBe(line);
  });

  it("names up to eight services or failures in its first line", () => {
    const names = Array.from({ length: 9 }, (_, index) => `s${index}`);
    expect(headline(...names.slice(0, 8).map((name) => checkOf("lint", name)))).toContain("s5, s6 and s7 in");
    expect(headline(...names.map((name) => checkOf("lint", name)))).toContain("s5, s6 and 2 more in");
    const failed = names.map((name) => checkOf("lint", name, failing));
    expect(headline(...failed)).toContain("lint of s6 and 2 more. 0 of 9 checks passed");
  });

  it("tells the notes of a scan that passed, which have no other place", () => {
    const rules = rulesOf("{ onlyNew: true, ignore: [{ id: x, until: 2026-08-03, because: later }] }");
    const passed = judgeScan({ findings: [], rules, today: "2026-08-03" });
    const text = checksText(runOf([checkOf("scan", undefined, { scan: passed })], { notes: ["By tag: node."] }));
    expect(text).toContain(
      "\n\nBy tag: node.\nUnused ignore: x (until 2026-08-03): nothing has it; take it out.\nThere is no scan to compare",
    );
  });

  it("keeps the lines of a summary, a finding or an output that has several with their check", () => {
    const result = checkOf("test", "api", {
      ...{ outcome: "failed", summary: "`sh -c a\nb` ended with 1" },
      ...{ findings: ["seen: one\r\n\ntwo\n"], output: ["three\rfour"] },
    });
    expect(
      checksText(runOf([result]))
        .split("\n")
        .slice(2, 11),
    ).toEqual([
      "test of api failed: `sh -c a",
      "  b` ended with 1",
      "  seen: one",
      "",
      "    two",
      "  | three",
      "  | four",
      "  to repeat: dagger call test --services api",
      "",
    ]);
  });

  it("has one line for each check, whatever its summary", () => {
    const text = checksText(runOf([checkOf("lint", "api", { summary: " a\n\n b\r\nc " })]));
    expect(text.split("\n").slice(2)).toEqual(["api  lint     1.0 s  a b c", ""]);
  });
});

describe("checksText of many services", () => {
  const STAGES: readonly Stage[] = ["lint", "test", "build"];
  const many = (count: number, fields: (name: string, stage: Stage) => Partial<CheckResult> = () => ({})) => {
    const names = Array.from({ length: count }, (_, index) => `s${index}`);
    const checks = STAGES.flatMap((stage) => names.map((name) => checkOf(stage, name, fields(name, stage))));
    return runOf([...checks, checkOf("scan", undefined, { seconds: 90, summary: "0 of 0 findings count" })]);
  };

  it("lists 40 checks that did not fail, and counts more", () => {
    const rows = (count: number) => {
      const names = Array.from({ length: count }, (_, index) => `s${index}`);
      return checksText(runOf(names.map((name) => checkOf("lint", name))))
        .split("\n")
        .slice(2, -1);
    };
    expect(rows(40)).toHaveLength(40);
    expect(rows(41)).toEqual([
      "41 services  lint     1.0 s  passed, s0 the slowest",
      "Checks that did not fail are counted here; the JSON has each of them.",
    ]);
  });

  it("counts them stage by stage, with the slowest, and lists what failed and what concerns all", () => {
    const run = many(1000, (name, stage) => {
      if (name === "s7" && stage === "test") return { ...failing, seconds: 5 };
      if (name === "s12" && stage === "lint") return { seconds: 77.7 };
      if (stage === "lint" && ["s1", "s2"].includes(name)) return none;
      return name === "s9" && stage === "test" ? { ...none, summary: "no such command" } : {};
    });
    expect(checksText(run)).toBe(
      `Failed: test of s7. 2997 of 3001 checks passed, 3 have no command, in 61.3 s.

test of s7 failed: \`npm test\` ended with 1
  | no database
  to repeat: dagger call test --services s7

998 services   lint    77.7 s  passed, s12 the slowest
2 services     lint     0.0 s  no such command
998 services   test     1.0 s  passed, s0 the slowest
s9             test     0.0 s  no such command
1000 services  build    1.0 s  passed, s0 the slowest
s7             test     5.0 s  FAILED
all            scan    90.0 s  0 of 0 findings count
Checks that did not fail are counted here; the JSON has each of them.
`,
    );
  });

  it("leaves out no failure", () => {
    const text = checksText(many(1000, (_, stage) => (stage === "test" ? failing : {})));
    for (let index = 0; index < 1000; index++) {
      expect(text).toContain(`\ntest of s${index} failed:`);
      expect(text).toContain(`\n  to repeat: dagger call test --services s${index}\n`);
    }
  });
});

describe("checksText of anything", () => {
  it("has the outcome first, then every failure with its command, and a line for each check that is listed", () => {
    fc.assert(
      fc.property(wildRun, (run) => {
        const lines = checksText(run).split("\n");
        const failed = run.results.filter(({ outcome }) => outcome === "failed");
        expect(lines[0]).toMatch(/^(Passed|Failed|Nothing was run|Nothing to check): /);
        expect(lines[0]?.startsWith("Failed: ")).toBe(failed.length > 0);
        expect(lines.filter((line) => line.startsWith("  to repeat: "))).toHaveLength(failed.length);
        expect(lines.filter((line) => / {2}FAILED$/.test(line))).toHaveLength(failed.length);
        const first = failed.map(({ stage, service }) =>
          lines.findIndex((line) =>
            line.startsWith(`${service === undefined ? stage : `${stage} of ${service}`} failed:`),
          ),
        );
        expect(first).toEqual([...first].sort((one, other) => one - other));
        expect(first.includes(-1)).toBe(false);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it("has nothing of a failure at the beginning of a line but its name", () => {
    fc.assert(
      fc.property(wildRun, (run) => {
        const failed = run.results.filter(({ outcome }) => outcome === "failed");
        const text = checksText({ ...run, results: failed, notes: [] });
        const blocks = text.split("\n").slice(1);
        const end = blocks.findLastIndex((line) => line.startsWith("  to repeat: "));
        const flush = blocks.slice(0, end + 1).filter((line) => /^[^ \r]/.test(line));
        expect(flush).toHaveLength(failed.length);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
