import { z } from "zod";
import { date, flag, form, innerPath, seconds, text, whole } from "./fields.js";

const count = whole(0, 100_000);

const severities = {
  critical: count.optional().describe("Critical findings that are let through. Default: any number."),
  high: count.optional().describe("High findings that are let through. Default: any number."),
  medium: count.optional().describe("Medium findings that are let through. Default: any number."),
  low: count.optional().describe("Low findings that are let through. Default: any number."),
};

const kind = (what: string) =>
  z.strictObject(severities).optional().describe(`Other limits for ${what}. Default: those for every kind.`);

/** What a scan finds and what stops a release. */
export const Scan = z.strictObject({
  fail: z
    .strictObject({
      ...severities,
      vulnerabilities: kind("known vulnerabilities in dependencies and images"),
      misconfigurations: kind("Terraform and Dockerfiles"),
      secrets: kind("secrets in files and in history"),
      licenses: kind("licenses"),
    })
    .prefault({ critical: 0, high: 0 })
    .describe("Most findings of each severity, for every kind or for one. Default: no critical, no high."),
  ignore: z
    .array(
      z.strictObject({
        id: form(/^[A-Za-z0-9][\w.:/-]*$/, "the id of a finding, such as CVE-2026-1234").describe("Id of the finding."),
        until: date.describe("Last day it is ignored, YYYY-MM-DD."),
        because: text.describe("Reason, shown in every report."),
        paths: z.array(innerPath).min(1).optional().describe("Files it is ignored in. Default: all."),
      }),
    )
    .optional()
    .describe("Findings that are known and accepted until a day. Default: none."),
  onlyNew: flag.prefault(false).describe("Count only what the stable release does not have. Default: false."),
  fixedOnly: flag.prefault(false).describe("Count only vulnerabilities that have a fix. Default: false."),
  database: z
    .strictObject({
      file: innerPath
        .optional()
        .describe("Database in the checkout: a .tar.gz of trivy.db and metadata.json. Default: it is downloaded."),
      repository: form(
        /^[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[a-z0-9._-]+)+(?::[\w][\w.-]{0,127})?$/,
        "a repository of an image registry, such as mirror.gcr.io/aquasec/trivy-db:2",
      )
        .optional()
        .describe("Repository it is downloaded from. Default: Trivy's own."),
      maxAge: seconds("1h", "30d").prefault("24h").describe("Oldest vulnerability database to trust. Default: 24h."),
    })
    .prefault({})
    .describe("The vulnerability database. Default: at most 24h old."),
});
