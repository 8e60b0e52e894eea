import { describe, expect, it } from "vitest";
import { type Finding, judgeScan, scanJson, scanSarif } from "../../scan/index.js";
import { sarifProblems } from "./sarif-shape.js";
import { findingsIn, fixture, made, report, rulesOf } from "./scanning.js";

const today = "2026-08-03";
const everything: readonly Finding[] = [
  ...findingsIn(fixture("vulnerabilities"), "image api"),
  ...findingsIn(fixture("licenses"), "image api"),
  ...findingsIn(fixture("misconfigurations")),
  ...findingsIn(fixture("secrets")),
];
const ignore = "ignore: [{ id: DS-0002, until: 2026-09-01, because: rebuilt soon }]";
const judge = (line: string, findings = everything, baseline?: typeof everything) =>
  judgeScan({ findings, baseline, rules: rulesOf(line), today });

const run = (result: ReturnType<typeof judge>) => JSON.parse(scanSarif(result)).runs[0];

describe("scanSarif", () => {
  it.each([
    ["everything", judge("{}")],
    ["nothing", judge("{}", [])],
    ["ignores", judge(`{ ${ignore} }`)],
    ["a baseline", judge("{ onlyNew: true }", everything, everything.slice(0, 5))],
    ["odd names", judge("{}", findingsIn(report({ ...made.secret(), Target: "/a b/c:d/\ud800%.env" })))],
    ["no name", judge("{}", findingsIn(report({ ...made.secret(), Target: "" })))],
  ])("has what SARIF 2.1.0 requires: %s", (_, result) => {
    expect(sarifProblems(JSON.parse(scanSarif(result)))).toEqual([]);
  });

  it("has one rule per id and one result per finding", () => {
    const { tool, results } = run(judge("{}"));
    expect(results).toHaveLength(everything.length);
    expect(tool.driver.rules).toHaveLength(new Set(everything.map(({ id }) => id)).size);
  });

  it.each([
    ["CRITICAL", "error", "9.5"],
    ["HIGH", "error", "8.0"],
    ["MEDIUM", "warning", "5.5"],
    ["LOW", "note", "2.0"],
    ["?", "note", "0.0"],
  ])("gives a finding that is %s the level %s and the score %s", (Severity, level, score) => {
    const { tool, results } = run(judge("{}", findingsIn(report(made.secret({ Severity })))));
    expect(results).toMatchObject([{ level }]);
    expect(tool.driver.rules).toMatchObject([{ properties: { "security-severity": score } }]);
  });

  it("makes a rule as severe as its worst finding", () => {
    const found = findingsIn(report(made.secret({ Severity: "LOW" }), made.secret({ Severity: "HIGH" })));
    expect(run(judge("{}", found)).tool.driver.rules).toMatchObject([{ defaultConfiguration: { level: "error" } }]);
  });

  it("suppresses what is ignored, with its reason and last day, and nothing else", () => {
    const { results } = run(judge(`{ ${ignore} }`));
    for (const { ruleId, suppressions } of results) {
      const justification = "rebuilt soon (until 2026-09-01)";
      expect(suppressions).toEqual(
        ruleId === "DS-0002" ? [{ kind: "external", status: "accepted", justification }] : [],
      );
    }
  });

  it("marks what the baseline has as unchanged, the rest as new, and neither without a baseline", () => {
    const states = (result: ReturnType<typeof judge>) =>
      run(result).results.map(({ baselineState }: { baselineState?: string }) => baselineState);
    const found = findingsIn(report(made.secret(), made.license()));
    expect(states(judge("{ onlyNew: true }", found, found.slice(0, 1)))).toEqual(["unchanged", "new"]);
    expect(states(judge("{ onlyNew: true }", found))).toEqual([undefined, undefined]);
  });

  it("names the file as a relative address and the lines where there are some", () => {
    const { results } = run(judge("{}", findingsIn(report({ ...made.secret(), Target: "/a b/c:d.env" }))));
    expect(results[0].locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "a%20b/c%3Ad.env" },
          region: { startLine: 2, endLine: 2 },
        },
      },
    ]);
  });

  it("gives every finding but a secret a fingerprint that other lines do not change", () => {
    const moved = { CauseMetadata: { Resource: "google_storage_bucket.photos", StartLine: 8, EndLine: 9 } };
    const found = findingsIn(report(made.misconfiguration(), made.misconfiguration(moved), made.secret()));
    const [before, after, secret] = run(judge("{}", found)).results;
    expect(before.partialFingerprints).toEqual(after.partialFingerprints);
    expect(secret).not.toHaveProperty("partialFingerprints");
  });
});

describe("scanJson", () => {
  it("is the whole result, every finding with its standing, without fingerprints", () => {
    const result = judge(`{ ${ignore} }`);
    const json = JSON.parse(scanJson(result));
    expect(json).toMatchObject({ verdict: "failed", today, comparison: "not-asked" });
    expect(json.findings).toHaveLength(everything.length);
    expect(json.tallies).toHaveLength(20);
    expect(json.ignores).toMatchObject([{ rule: { id: "DS-0002", because: "rebuilt soon" }, state: "active" }]);
    expect(json.findings.filter(({ id }: { id: string }) => id === "DS-0002")).toMatchObject([
      { kind: "misconfiguration", standing: { name: "ignored", by: { until: "2026-09-01" } } },
    ]);
    expect(scanJson(result)).not.toContain("identity");
  });
});
