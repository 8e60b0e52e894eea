import { z } from "zod";

const LONGEST = 300;

/** Text for one line: no control characters (a file's name may hold some) and no halves of characters. */
const name = z.string().transform((text) => text.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim());
const someName = name.pipe(z.string().min(1));
const maybeName = name.nullish().transform((text) => text || undefined);

/** A sentence, not endless. */
const sentence = maybeName.transform((text) => {
  const characters = text === undefined || text.length <= LONGEST ? undefined : [...text];
  return characters === undefined ? text : `${characters.slice(0, LONGEST - 3).join("")}...`;
});
const number = z.int().nullish();

const Vulnerability = z.object({
  VulnerabilityID: someName,
  PkgName: someName,
  PkgPath: maybeName,
  InstalledVersion: maybeName,
  FixedVersion: maybeName,
  Severity: maybeName,
  Title: sentence,
  PrimaryURL: maybeName,
});

const Misconfiguration = z.object({
  ID: someName,
  Title: sentence,
  Message: z.string().nullish(),
  Resolution: sentence,
  Severity: maybeName,
  Status: maybeName,
  PrimaryURL: maybeName,
  CauseMetadata: z.object({ Resource: maybeName, StartLine: number, EndLine: number }).nullish(),
});

const Secret = z.object({
  RuleID: someName,
  Title: sentence,
  Severity: maybeName,
  StartLine: number,
  EndLine: number,
  Match: z.string().nullish(),
});

const License = z.object({
  Name: someName,
  PkgName: maybeName,
  FilePath: maybeName,
  Severity: maybeName,
  Link: maybeName,
});

const Result = z.object({
  Target: name,
  Vulnerabilities: z.array(Vulnerability).nullish(),
  Misconfigurations: z.array(Misconfiguration).nullish(),
  Secrets: z.array(Secret).nullish(),
  Licenses: z.array(License).nullish(),
});

/**
 * What is read of `trivy --format json`, schema version 2. Fields that are not named here are let through unread: Trivy adds
 * some with every release. Source: pkg/types/report.go and its neighbours in github.com/aquasecurity/trivy, v0.72.
 */
export const Report = z.object({ ArtifactName: name, Results: z.array(Result).nullish() });

export type ReportResult = z.infer<typeof Result>;
