import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeScan } from "../../scan/index.js";
import { findingsIn, fixture, made, report, rulesOf } from "./scanning.js";

const today = "2026-08-03";
type Results = readonly object[];

const judge = (line: string, results: Results, more: { baseline?: Results; today?: string } = {}) =>
  judgeScan({
    findings: findingsIn(report(...results)),
    baseline: more.baseline && findingsIn(report(...more.baseline)),
    rules: rulesOf(line),
    today: more.today ?? today,
  });

const standings = (result: ReturnType<typeof judge>) => result.judged.map(({ standing }) => standing.name);
const copies = (count: number, one: (fields: object) => object, fields: object) =>
  Array.from({ length: count }, (_, index) => one({ ...fields, PkgName: `p${index}`, Message: `m${index}` }));

const SEVERITIES = ["critical", "high", "medium", "low"] as const;
const KINDS = [
  ["vulnerability", "vulnerabilities"],
  ["misconfiguration", "misconfigurations"],
  ["secret", "secrets"],
  ["license", "licenses"],
] as const;
const CELLS = KINDS.flatMap(([kind, name]) => SEVERITIES.map((severity) => [kind, name, severity] as const));

describe("judgeScan, limits", () => {
  it.each(CELLS)("hold a %s (%s) that is %s: as many as allowed pass, one more fails", (kind, name, severity) => {
    const found = (count: number) => copies(count, made[kind], { Severity: severity.toUpperCase() });
    const line = `{ fail: { ${name}: { ${severity}: 2 } } }`;
    const [passes, fails] = [judge(line, found(2)), judge(line, found(3))];
    expect([passes.verdict, fails.verdict]).toEqual(["passed", "failed"]);
    expect(fails.tallies.filter(({ isMet }) => !isMet)).toEqual([{ kind, severity, count: 3, limit: 2, isMet: false }]);
  });

  it.each(CELLS)("leave every other kind alone: %s (%s), %s", (kind, name, severity) => {
    const others = KINDS.filter(([other]) => other !== kind).flatMap(([other]) =>
      copies(3, made[other], { Severity: severity.toUpperCase() }),
    );
    expect(judge(`{ fail: { ${name}: { ${severity}: 0 } } }`, others).verdict).toBe("passed");
  });

  it.each([
    ["{}", "vulnerability", "CRITICAL", "failed"],
    ["{}", "secret", "HIGH", "failed"],
    ["{}", "license", "MEDIUM", "passed"],
    ["{}", "misconfiguration", "UNKNOWN", "passed"],
    ["{ fail: { high: 0 } }", "misconfiguration", "HIGH", "failed"],
    ["{ fail: { high: 0 } }", "misconfiguration", "CRITICAL", "passed"],
    ["{ fail: { high: 0, licenses: { high: 1 } } }", "license", "HIGH", "passed"],
    ["{ fail: { high: 1, licenses: { high: 0 } } }", "license", "HIGH", "failed"],
    ["{ fail: { high: 1, licenses: { high: 0 } } }", "secret", "HIGH", "passed"],
  ] as const)("of %s and one %s that is %s: %s", (line, kind, Severity, verdict) => {
    expect(judge(line, [made[kind]({ Severity })]).verdict).toBe(verdict);
  });

  it("are held per kind, not over all kinds together", () => {
    const one = [made.secret({ Severity: "HIGH" }), made.license(), made.vulnerability({ Severity: "HIGH" })];
    expect(judge("{ fail: { high: 1 } }", one).verdict).toBe("passed");
  });

  it("are given with every count, for every kind and severity", () => {
    const { tallies } = judge("{}", []);
    expect(tallies).toHaveLength(20);
    expect(tallies[0]).toEqual({ kind: "vulnerability", severity: "critical", count: 0, limit: 0, isMet: true });
    expect(tallies[2]).toEqual({ kind: "vulnerability", severity: "medium", count: 0, limit: undefined, isMet: true });
  });
});

describe("judgeScan, ignores", () => {
  const line = (more = "") => `{ ignore: [{ id: CVE-2021-44906, until: 2026-08-03, because: not reachable${more} }] }`;

  it.each([
    ["2026-08-02", "passed", "active", "ignored"],
    ["2026-08-03", "passed", "active", "ignored"],
    ["2026-08-04", "failed", "expired", "counts"],
    ["2027-01-01", "failed", "expired", "counts"],
  ])("until 2026-08-03 on %s: %s, %s", (day, verdict, state, standing) => {
    const result = judge(line(), [made.vulnerability()], { today: day });
    expect(result.verdict).toBe(verdict);
    expect(result.ignores).toMatchObject([{ state, matched: 1 }]);
    expect(standings(result)).toEqual([standing]);
  });

  it("are named with what they let through: id, last day and reason", () => {
    const [judged] = judge(line(), [made.vulnerability()]).judged;
    const by = { id: "CVE-2021-44906", until: "2026-08-03", because: "not reachable" };
    expect(judged?.standing).toMatchObject({ name: "ignored", by });
  });

  it("fail when expired even where nothing has them any more, or the finding is within its limit", () => {
    const past = { today: "2026-08-04" };
    expect(judge(line(), [], past)).toMatchObject({ verdict: "failed", ignores: [{ state: "expired", matched: 0 }] });
    expect(judge(line(), [made.vulnerability({ Severity: "LOW" })], past).verdict).toBe("failed");
  });

  it("that nothing has are said to be unused, and fail nothing", () => {
    const result = judge(line(), [made.secret({ Severity: "LOW" })]);
    expect(result).toMatchObject({ verdict: "passed", ignores: [{ state: "unused", matched: 0 }] });
  });

  it("let nothing through but the id they name", () => {
    expect(judge(line(), [made.vulnerability({ VulnerabilityID: "CVE-2021-4490" })]).verdict).toBe("failed");
  });

  it.each([
    ["[package-lock.json]", "package-lock.json", "passed"],
    ["[app]", "app/package-lock.json", "passed"],
    ["[app]", "application/package-lock.json", "failed"],
    ["[app/package-lock.json]", "package-lock.json", "failed"],
    ["[web, app]", "app/x/package-lock.json", "passed"],
    ["[.]", "anything", "passed"],
  ])("with paths %s are about %s: %s", (paths, Target, verdict) => {
    expect(judge(line(`, paths: ${paths}`), [{ ...made.vulnerability(), Target }]).verdict).toBe(verdict);
  });

  it("of the same id may each have their own files and days", () => {
    const both = `{ ignore: [
      { id: DS-0002, until: 2026-08-01, because: old, paths: [web] },
      { id: DS-0002, until: 2026-09-01, because: new, paths: [api] }] }`;
    const dockerfile = (folder: string) => ({
      ...made.misconfiguration({ ID: "DS-0002", Severity: "HIGH" }),
      Target: `${folder}/Dockerfile`,
    });
    const result = judge(both, [dockerfile("web"), dockerfile("api")]);
    expect(standings(result)).toEqual(["counts", "ignored"]);
    expect(result.ignores.map(({ state }) => state)).toEqual(["expired", "active"]);
  });
});

describe("judgeScan, onlyNew", () => {
  const line = "{ onlyNew: true }";

  it.each(KINDS)("leaves out a %s that the baseline has", (kind) => {
    const result = judge(line, [made[kind]()], { baseline: [made[kind]()] });
    expect(standings(result)).toEqual(["not-new"]);
    expect(result).toMatchObject({ verdict: "passed", comparison: "baseline" });
  });

  it.each([
    ["a secret on another line", made.secret(), made.secret({ StartLine: 90, EndLine: 90 }), "not-new"],
    ["a secret that is indented", made.secret(), made.secret({ Match: "  KEY= ********" }), "not-new"],
    ["a secret under another name", made.secret(), made.secret({ Match: "OTHER=********" }), "counts"],
    ["a secret of another rule", made.secret(), made.secret({ RuleID: "github-pat" }), "counts"],
    ["a secret in another file", made.secret(), { ...made.secret(), Target: "b.env" }, "counts"],
    [
      "a misconfiguration on other lines",
      made.misconfiguration(),
      made.misconfiguration({
        CauseMetadata: { Resource: "google_storage_bucket.photos", StartLine: 50, EndLine: 53 },
      }),
      "not-new",
    ],
    [
      "a misconfiguration of another resource",
      made.misconfiguration(),
      made.misconfiguration({ CauseMetadata: { Resource: "google_storage_bucket.b", StartLine: 1, EndLine: 4 } }),
      "counts",
    ],
    ["a second fault of a resource", made.misconfiguration(), made.misconfiguration({ Message: "b" }), "counts"],
    [
      "another version of a package",
      made.vulnerability(),
      made.vulnerability({ InstalledVersion: "1.2.4" }),
      "not-new",
    ],
    ["another copy of a package", made.vulnerability(), made.vulnerability({ PkgPath: "b/package.json" }), "not-new"],
    ["another package", made.vulnerability(), made.vulnerability({ PkgName: "qs" }), "counts"],
    ["another vulnerability", made.vulnerability(), made.vulnerability({ VulnerabilityID: "CVE-2020-7598" }), "counts"],
    ["another license of a package", made.license(), made.license({ Name: "AGPL-3.0-only" }), "counts"],
    ["a license of another package", made.license(), made.license({ PkgName: "b" }), "counts"],
  ])("says of %s whether it counts", (_, before, now, standing) => {
    expect(standings(judge(line, [now], { baseline: [before] }))).toEqual([standing]);
  });

  it("tells two faults with one id apart in what Trivy reports", () => {
    const found = findingsIn(fixture("misconfigurations"));
    expect(new Set(found.map(({ identity }) => identity)).size).toBe(found.length);
  });

  it("counts one more of the same secret or misconfiguration than the baseline has", () => {
    const now = [made.secret(), made.secret({ StartLine: 9, EndLine: 9 })];
    expect(standings(judge(line, now, { baseline: [made.secret()] }))).toEqual(["not-new", "counts"]);
  });

  it("takes every copy of a package for old that the baseline has once", () => {
    const now = [made.vulnerability(), made.vulnerability({ PkgPath: "b" }), made.license(), made.license()];
    const result = judge(line, now, { baseline: [made.vulnerability(), made.license()] });
    expect(standings(result)).toEqual(["not-new", "not-new", "not-new", "not-new"]);
  });

  it("finds nothing new in what Trivy reports after any number of lines was put in above it", () => {
    const names = ["misconfigurations", "secrets"];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.integer({ min: 1, max: 10_000 }), (name, lines) => {
        const text = fixture(name).replaceAll(
          /("(?:StartLine|EndLine|Number)": )(\d+)/g,
          (_, key, at) => key + (+at + lines),
        );
        const [findings, baseline] = [findingsIn(text), findingsIn(fixture(name))];
        expect(findings).not.toEqual(baseline);
        const { judged } = judgeScan({ findings, baseline, rules: rulesOf(line), today });
        expect(judged.every(({ standing }) => standing.name === "not-new")).toBe(true);
      }),
      { seed: 5, numRuns: 50 },
    );
  });

  it("counts everything without a baseline, and says so", () => {
    expect(judge(line, [made.secret()])).toMatchObject({ verdict: "failed", comparison: "no-baseline" });
  });

  it("is off unless asked for", () => {
    const result = judge("{}", [made.secret()], { baseline: [made.secret()] });
    expect(result).toMatchObject({ verdict: "failed", comparison: "not-asked" });
  });

  it("does not carry from one target to another", () => {
    const text = report(made.vulnerability());
    const [findings, baseline] = [findingsIn(text, "image api"), findingsIn(text, "image web")];
    expect(judgeScan({ findings, baseline, rules: rulesOf(line), today }).verdict).toBe("failed");
  });
});

describe("judgeScan, fixedOnly", () => {
  it.each([
    ["{ fixedOnly: true }", undefined, "passed", "no-fix"],
    ["{ fixedOnly: true }", "", "passed", "no-fix"],
    ["{ fixedOnly: true }", "1.2.6", "failed", "counts"],
    ["{ fixedOnly: false }", undefined, "failed", "counts"],
  ])("of %s and a fix in %j: %s", (line, FixedVersion, verdict, standing) => {
    const result = judge(line, [made.vulnerability({ FixedVersion })]);
    expect([result.verdict, ...standings(result)]).toEqual([verdict, standing]);
  });

  it("is about vulnerabilities alone", () => {
    expect(judge("{ fixedOnly: true }", [made.secret()]).verdict).toBe("failed");
  });
});

describe("judgeScan", () => {
  const scan = { findings: [], rules: rulesOf(), today };

  it.each(["", "2026-8-3", "2026-08-03T00:00:00Z", "today"])("throws for the day %j", (day) => {
    expect(() => judgeScan({ ...scan, today: day })).toThrow(TypeError);
  });

  it("fails where the database is not fresh", () => {
    const age = { updatedAt: "2026-08-01T00:00:00.000Z", ageSeconds: 10, maxAgeSeconds: 10 };
    const problem = { reason: "missing" as const, what: "w", saw: "s", next: "n" };
    expect(judgeScan({ ...scan, database: { state: "fresh", ...age } }).verdict).toBe("passed");
    expect(judgeScan({ ...scan, database: { state: "stale", ...age } }).verdict).toBe("failed");
    expect(judgeScan({ ...scan, database: { state: "missing", problem } }).verdict).toBe("failed");
  });

  it("gives every finding one standing, counts those that count, and passes only where all is met", () => {
    const kind = fc.constantFrom(...KINDS.map(([name]) => name));
    const one = fc
      .record({ kind, Severity: fc.constantFrom("CRITICAL", "HIGH", "LOW", "?"), PkgName: fc.constantFrom("a", "b") })
      .map(({ kind: name, ...fields }) => made[name](fields));
    const ids = "[{ id: CVE-2021-44906, until: 2026-08-03, because: x }, { id: MIT, until: 2026-08-01, because: y }]";
    const line = fc
      .record({ onlyNew: fc.boolean(), fixedOnly: fc.boolean(), ignore: fc.constantFrom("[]", ids) })
      .map(({ onlyNew, fixedOnly, ignore }) => `{ onlyNew: ${onlyNew}, fixedOnly: ${fixedOnly}, ignore: ${ignore} }`);
    fc.assert(
      fc.property(line, fc.array(one, { maxLength: 8 }), fc.array(one, { maxLength: 8 }), (rules, now, baseline) => {
        const result = judge(rules, now, { baseline });
        expect(result.judged).toHaveLength(now.length);
        const counted = result.tallies.reduce((sum, { count }) => sum + count, 0);
        expect(counted).toBe(standings(result).filter((name) => name === "counts").length);
        const isMet = result.tallies.every((tally) => tally.limit === undefined || tally.count <= tally.limit);
        const isExpired = result.ignores.some(({ state }) => state === "expired");
        expect(result.verdict).toBe(isMet && !isExpired ? "passed" : "failed");
        expect(judge(rules, now, { baseline })).toEqual(result);
      }),
      { seed: 2, numRuns: 150 },
    );
  });
});
