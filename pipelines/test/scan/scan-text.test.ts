import { describe, expect, it } from "vitest";
import { judgeDatabase, judgeScan, scanText } from "../../scan/index.js";
import { findingsIn, fixture, made, report, rulesOf } from "./scanning.js";

const today = "2026-08-03";
const now = new Date("2026-08-03T12:00:00Z");
const database = (updated: string) => judgeDatabase(JSON.stringify({ UpdatedAt: updated }), now, 86_400);
const judge = (line: string, ...results: readonly object[]) =>
  judgeScan({ findings: findingsIn(report(...results)), rules: rulesOf(line), today });

describe("scanText", () => {
  it("is the outcome, then what failed, how to repeat it, and the tables", () => {
    const findings = [
      ...findingsIn(fixture("vulnerabilities"), "image api"),
      ...findingsIn(fixture("misconfigurations")).slice(0, 3),
    ];
    const rules = rulesOf("{ fixedOnly: true, ignore: [{ id: DS-0002, until: 2026-09-01, because: rebuilt soon }] }");
    const result = judgeScan({ findings, rules, today, database: database("2026-08-02T15:30:00Z") });
    expect(scanText(result, ["dagger", "call", "scan", "--env", "it's me"])).toBe(
      `Scan failed for 2 reasons:
  1 critical vulnerability, 0 allowed
    CVE-2021-44906 minimist 1.2.5, fixed in 1.2.6, 0.2.4: minimist: prototype pollution (image api: app/node_modules/minimist/package.json)
      https://avd.aquasec.com/nvd/cve-2021-44906
  1 high vulnerability, 0 allowed
    CVE-2022-24999 qs 6.9.6, fixed in 6.10.3, 6.9.7, 6.8.3, 6.7.3, 6.6.1, 6.5.3, 6.4.1, 6.3.3, 6.2.4: express: "qs" prototype poisoning causes the hang of the node process (image api: app/node_modules/qs/package.json)
      https://avd.aquasec.com/nvd/cve-2022-24999
  to repeat: dagger call scan --env 'it'\\''s me'
The vulnerability database is 20 h 30 min old, 1 d allowed.

count / limit      critical  high     medium  low  unknown
vulnerabilities    1 / 0 !   1 / 0 !  0       0    0
misconfigurations  0 / 0     0 / 0    2       0    0
secrets            0 / 0     0 / 0    0       0    0
licenses           0 / 0     0 / 0    0       0    0

severity  id              gate                                    where                                              what
critical  CVE-2021-44906  counts                                  image api: app/node_modules/minimist/package.json  minimist 1.2.5, fixed in 1.2.6, 0.2.4: minimist: prototype pollution
high      CVE-2024-29415  no fix yet                              image api: app/node_modules/ip/package.json        ip 2.0.1, no fix yet: node-ip: Incomplete fix for CVE-2023-42282
high      CVE-2022-24999  counts                                  image api: app/node_modules/qs/package.json        qs 6.9.6, fixed in 6.10.3, 6.9.7, 6.8.3, 6.7.3, 6.6.1, 6.5.3, 6.4.1, 6.3.3, 6.2.4: express: "qs" prototype poisoning causes the hang of the node process
high      DS-0002         ignored until 2026-09-01: rebuilt soon  source: Dockerfile                                 Image user should not be 'root'

Not listed: 2 more; the JSON has them all.
`,
    );
  });

  it("is one line and a table of nothing where there is nothing", () => {
    const lines = scanText(judge("{}")).split("\n");
    expect(lines[0]).toBe("Scan passed: 0 of 0 findings count, all within the limits.");
    expect(lines).toHaveLength(8);
  });

  it("gives the advice for a misconfiguration with its lines", () => {
    const findings = findingsIn(fixture("misconfigurations"));
    const text = scanText(judgeScan({ findings, rules: rulesOf("{ fail: { medium: 0 } }"), today }));
    expect(text).toContain("DS-0013 'RUN cd ...' to change directory (source: Dockerfile:3)");
    expect(text).toContain("Use WORKDIR to change directory: https://avd.aquasec.com/misconfig/ds-0013");
    expect(text).toContain("(source: infra/main.tf:1-4)");
    expect(text).toContain("google_storage_bucket.photos: Ensure");
  });

  it.each([
    ["is still there", [made.secret({ RuleID: "x", Severity: "LOW" })], "fix it, or say why and until when"],
    ["is gone", [], "nothing has it any more: take the ignore out"],
  ])("says what to do with an ignore that has ended while what it names %s", (_, results, next) => {
    const text = scanText(judge("{ ignore: [{ id: x, until: 2026-08-02, because: later }] }", ...results));
    expect(text.split("\n").slice(0, 5)).toEqual([
      "Scan failed for 1 reason:",
      "  the ignore of x has ended: its last day was 2026-08-02",
      "    reason given: later",
      `    next: ${next}`,
      "  to repeat: dagger call scan",
    ]);
  });

  it("names unused ignores, and a comparison that could not be made, without failing", () => {
    const text = scanText(judge("{ onlyNew: true, ignore: [{ id: x, until: 2026-08-03, because: later }] }"));
    expect(text.split("\n").slice(0, 3)).toEqual([
      "Scan passed: 0 of 0 findings count, all within the limits.",
      "Unused ignore: x (until 2026-08-03): nothing has it; take it out.",
      "There is no scan to compare with: every finding counts as new.",
    ]);
  });

  it.each([
    [database("2026-08-02T11:59:30Z"), "  the vulnerability database is 1 d 1 min old, 1 d allowed"],
    [judgeDatabase(undefined, now, 60), "  Trivy's vulnerability database is missing"],
    [judgeDatabase("{", now, 60), "  What Trivy's vulnerability database says of itself cannot be read"],
  ])("says what is wrong with a database, what was seen and what to do", (bad, summary) => {
    const lines = scanText(judgeScan({ findings: [], rules: rulesOf(), today, database: bad })).split("\n");
    expect(lines.slice(0, 2)).toEqual(["Scan failed for 1 reason:", summary]);
    expect(lines[2]).toMatch(/^ {4}seen: /);
    expect(lines[3]).toMatch(/^ {4}next: /);
  });

  it("lists no more than 20 findings per limit and 200 in the table, and says how many more there are", () => {
    const results = Array.from({ length: 230 }, (_, index) => made.secret({ StartLine: index + 1 }));
    const text = scanText(judge("{}", ...results));
    expect(text).toContain("    and 210 more");
    expect(text).toContain("Not listed: 30 more; the JSON has them all.");
    expect(text.split("\n").length).toBeLessThan(250);
  });

  it("lists what is ignored even where nothing limits it, but not what only could be", () => {
    const low = { Severity: "LOW" };
    const text = scanText(
      judge(
        "{ ignore: [{ id: x, until: 2026-08-03, because: later }] }",
        made.secret({ ...low, RuleID: "x" }),
        made.secret(low),
      ),
    );
    expect(text).toContain("low       x   ignored until 2026-08-03: later");
    expect(text).not.toContain("aws-access-key-id");
    expect(text).toContain("Not listed: 1 more");
  });

  it("keeps a reason of several lines on one, in the tables too", () => {
    const lines = (until: string) =>
      scanText(
        judge(`{ ignore: [{ id: x, until: ${until}, because: "one\\n\\ntwo" }] }`, made.secret({ RuleID: "x" })),
      );
    expect(lines("2026-08-02")).toContain("    reason given: one two\n");
    expect(lines("2026-08-03")).toContain("ignored until 2026-08-03: one two  ");
  });

  it("puts the worst first", () => {
    const one = (Severity: string) => made.secret({ Severity });
    const text = scanText(
      judge("{ fail: { low: 0, high: 0, critical: 0 } }", one("LOW"), one("CRITICAL"), one("HIGH")),
    );
    const rows = text.split("\n").flatMap((line) => /^(critical|high|low) /.exec(line)?.[1] ?? []);
    expect(rows).toEqual(["critical", "high", "low"]);
  });
});
