import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReport } from "../../scan/index.js";
import { findingsIn, fixture, made, report } from "./scanning.js";

const problem = (text: string) => {
  const result = readReport(text, "image api");
  return result.ok ? undefined : result.problem;
};

describe("readReport", () => {
  it("reads vulnerabilities of an image with the versions that have a fix", () => {
    const found = findingsIn(fixture("vulnerabilities"), "image api");
    expect(found).toMatchObject([
      { kind: "vulnerability", id: "CVE-2024-29415", severity: "high", package: "ip", installed: "2.0.1" },
      { id: "CVE-2021-44906", severity: "critical", package: "minimist", fixed: "1.2.6, 0.2.4", target: "image api" },
      { id: "CVE-2022-24999", severity: "high", package: "qs", file: "app/node_modules/qs/package.json" },
    ]);
    expect(found[0]).toHaveProperty("fixed", undefined);
  });

  it("reads misconfigurations of Dockerfiles and Terraform with their lines, where there are some", () => {
    const found = findingsIn(fixture("misconfigurations"));
    expect(found.map((one) => [one.id, one.severity, one.file, "lines" in one ? one.lines : "none"])).toEqual([
      ["DS-0001", "medium", "Dockerfile", { first: 1, last: 1 }],
      ["DS-0002", "high", "Dockerfile", undefined],
      ["DS-0013", "medium", "Dockerfile", { first: 3, last: 3 }],
      ["GCP-0001", "high", "infra/main.tf", { first: 9, last: 9 }],
      ["GCP-0002", "medium", "infra/main.tf", { first: 1, last: 4 }],
      ["GCP-0017", "high", "infra/main.tf", { first: 19, last: 19 }],
      ["GCP-0017", "high", "infra/main.tf", { first: 17, last: 17 }],
    ]);
    expect(found[3]).toMatchObject({ kind: "misconfiguration", resource: "google_storage_bucket_iam_member.public" });
  });

  it("reads where secrets are and never what they are", () => {
    const found = findingsIn(fixture("secrets"));
    expect(found).toMatchObject([
      { kind: "secret", id: "aws-access-key-id", severity: "critical", file: "app/settings.env" },
      { kind: "secret", id: "aws-secret-access-key", lines: { first: 3, last: 3 } },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/\*\*|AWS_ACCESS_KEY_ID/);
  });

  it("reads licenses, and gives a sentence that stands for one an id that an ignore can name", () => {
    const found = findingsIn(fixture("licenses"), "image api");
    expect(found.map(({ id, severity }) => [id, severity])).toEqual([
      ["AGPL-3.0-only", "critical"],
      ["GPL-3.0-only", "high"],
      ["MIT", "low"],
      ["MIT", "low"],
      ["SEE-LICENSE-IN-LICENSE.txt", "unknown"],
      ["BSD-3-Clause", "low"],
    ]);
    expect(found[1]).toMatchObject({ kind: "license", package: "gpl-thing", name: "GPL-3.0-only" });
  });

  it("finds nothing in a report without results", () => {
    expect(findingsIn(fixture("nothing"))).toEqual([]);
    expect(findingsIn('{"SchemaVersion":2,"ArtifactName":"x","Results":null}')).toEqual([]);
    expect(findingsIn(report({ Target: "x", Class: "new", Vulnerabilities: null }))).toEqual([]);
  });

  it.each([
    ["CRITICAL", "critical"],
    ["High", "high"],
    ["MEDIUM", "medium"],
    ["LOW", "low"],
    ["UNKNOWN", "unknown"],
    ["NEGLIGIBLE", "unknown"],
    ["", "unknown"],
    [null, "unknown"],
    [undefined, "unknown"],
  ])("reads the severity %j as %s", (Severity, severity) => {
    expect(findingsIn(report(made.secret({ Severity })))).toMatchObject([{ severity }]);
  });

  it("takes only failed checks for misconfigurations", () => {
    const results = ["FAIL", "PASS", "EXCEPTION", undefined].map((Status) => made.misconfiguration({ Status }));
    expect(findingsIn(report(...results))).toHaveLength(2);
  });

  it.each([
    ["/image.tar", "/image.tar (debian 12.15)", "debian 12.15"],
    ["registry/api:1 (old)", "registry/api:1 (old) (alpine 3.20)", "alpine 3.20"],
    ["a\tb.tar", "a\tb.tar (debian 12)", "debian 12"],
    ["/image.tar", "/image.tar", "/image.tar"],
    ["/image.tar", "/image.tar ()", "/image.tar ()"],
    ["/image.tar", "/other.tar (debian 12)", "/other.tar (debian 12)"],
    ["/image.tar", "/image.tar (debian", "/image.tar (debian"],
    ["", "Node.js", "Node.js"],
  ])("takes the path of the archive %j off the group of packages %j", (ArtifactName, Target, file) => {
    const text = JSON.stringify({ SchemaVersion: 2, ArtifactName, Results: [{ ...made.vulnerability(), Target }] });
    expect(findingsIn(text)).toMatchObject([{ file }]);
  });

  it("lets fields through that it does not know", () => {
    const extra = { ...made.vulnerability({ Brand: { new: [1] } }), Extra: true };
    expect(findingsIn(report(extra))).toEqual(findingsIn(report(made.vulnerability())));
  });

  it("puts names and titles on one line without control characters", () => {
    const text = report({ ...made.secret({ Title: "A\u001b[31m\nB" }), Target: "a\u0007\r\n::error::b" });
    expect(findingsIn(text)).toMatchObject([{ title: "A [31m B", file: "a ::error::b" }]);
  });

  it.each([
    ["", "cut-off", "nothing"],
    [" \n", "cut-off", "nothing"],
    ['{"SchemaVersion": 2, "Artif', "cut-off", "27 characters"],
    ['{"a": "}"', "cut-off", "9 characters"],
    ['{"a": "\\"}', "cut-off", "10 characters"],
    ["FATAL no such file", "not-json", "18 characters"],
    ["{} {}", "not-json", "5 characters"],
    ["{'a': 1}", "not-json", "8 characters"],
    ["null", "not-trivy", "no SchemaVersion"],
    ["[]", "not-trivy", "no SchemaVersion"],
    ['{"version": "2.1.0", "runs": []}', "not-trivy", "no SchemaVersion"],
    ['{"SchemaVersion": "2"}', "not-trivy", "no SchemaVersion"],
    ['{"SchemaVersion": 1}', "other-version", "version 1"],
    ['{"SchemaVersion": 3, "Results": []}', "other-version", "version 3"],
    ['{"SchemaVersion": 2}', "not-trivy", "ArtifactName: Invalid input: expected string, received undefined"],
  ])("says of %j that it is %s", (text, reason, saw) => {
    expect(problem(text)).toMatchObject({ reason, saw, what: expect.stringContaining("report of image api") });
    expect(problem(text)?.next).not.toBe("");
  });

  it("refuses a whole report for one finding without its id, and says where", () => {
    const text = report(made.license(), made.vulnerability({ VulnerabilityID: undefined }));
    const saw = "Results.1.Vulnerabilities.0.VulnerabilityID: Invalid input: expected string, received undefined";
    expect(problem(text)).toMatchObject({ reason: "not-trivy", saw });
  });

  it.each(["vulnerabilities", "secrets", "nothing"])(
    "says of %s that it is cut off, whatever byte it ends at",
    (name) => {
      const bytes = Buffer.from(JSON.stringify({ ...JSON.parse(fixture(name)), Note: "caf\u00e9 {[" }));
      for (let end = 0; end < bytes.length; end++) {
        const result = readReport(bytes.subarray(0, end).toString("utf8"), "source");
        expect(result.ok ? "read" : result.problem.reason, `at byte ${end}`).toBe("cut-off");
      }
      expect(readReport(bytes.toString("utf8"), "source").ok).toBe(true);
    },
  );

  it("takes a string of many megabytes that does not end for cut off", () => {
    expect(problem(`{"a": "${"x".repeat(20_000_000)}`)).toMatchObject({ reason: "cut-off" });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue().map(wrapped)), (text) => {
        expect(readReport(text, "source")).toHaveProperty("ok");
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

function wrapped(value: unknown): string {
  return JSON.stringify({ SchemaVersion: 2, ArtifactName: "x", Results: [{ Target: "x", Secrets: [value] }, value] });
}
