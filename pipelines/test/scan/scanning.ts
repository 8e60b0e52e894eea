import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { type Finding, type Rules, readReport } from "../../scan/index.js";
import { sound } from "../config/reading.js";

/** What Trivy 0.72 printed, without fields that nothing reads. */
export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8");
}

/** The findings of a report that is whole. */
export function findingsIn(text: string, target = "source"): readonly Finding[] {
  const report = readReport(text, target);
  if (!report.ok) expect.fail(`${report.problem.what} ${report.problem.saw}`);
  return report.findings;
}

const known = new Map<string, Rules>();

/** The rules that a line of slipway.yaml's `scan` stands for. */
export function rulesOf(line = "{}"): Rules {
  const rules = known.get(line) ?? sound(`name: shop\nservices: { api: { path: api } }\nscan: ${line}\n`).config.scan;
  known.set(line, rules);
  return rules;
}

/** A report with results that a test makes up. */
export function report(...results: readonly object[]): string {
  return JSON.stringify({ SchemaVersion: 2, ArtifactName: "source", Results: results });
}

/** Results with one finding each; fields may be replaced. */
export const made = {
  vulnerability: (fields: object = {}) => ({
    Target: "package-lock.json",
    Vulnerabilities: [
      {
        ...{ VulnerabilityID: "CVE-2021-44906", PkgName: "minimist", InstalledVersion: "1.2.5" },
        ...{ FixedVersion: "1.2.6", Severity: "CRITICAL", Title: "prototype pollution" },
        ...fields,
      },
    ],
  }),
  misconfiguration: (fields: object = {}) => ({
    Target: "infra/main.tf",
    Misconfigurations: [
      {
        ...{ ID: "GCP-0002", Severity: "MEDIUM", Title: "Uniform access", Message: "Bucket has no uniform access." },
        CauseMetadata: { Resource: "google_storage_bucket.photos", StartLine: 1, EndLine: 4 },
        ...fields,
      },
    ],
  }),
  secret: (fields: object = {}) => ({
    Target: "app/settings.env",
    Secrets: [
      {
        ...{ RuleID: "aws-access-key-id", Severity: "CRITICAL", Title: "AWS Access Key ID" },
        ...{ StartLine: 2, EndLine: 2, Match: "KEY=********" },
        ...fields,
      },
    ],
  }),
  license: (fields: object = {}) => ({
    Target: "Node.js",
    Licenses: [{ Severity: "HIGH", PkgName: "gpl-thing", Name: "GPL-3.0-only", ...fields }],
  }),
};
