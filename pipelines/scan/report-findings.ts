import { type Finding, type Lines, SEVERITIES, type Severity } from "./finding.js";
import { identityOf } from "./identity.js";
import type { ReportResult } from "./report-schema.js";

/** Everything that one result of a report holds, in its order. `artifact` is what Trivy calls the thing it scanned. */
export function findingsOf(result: ReportResult, artifact: string, target: string): Finding[] {
  return [
    ...(result.Vulnerabilities ?? []).map((found) => vulnerability(found, groupOf(result.Target, artifact), target)),
    ...(result.Misconfigurations ?? [])
      .filter(({ Status = "FAIL" }) => Status === "FAIL")
      .map((found) => misconfiguration(found, result.Target, target)),
    ...(result.Secrets ?? []).map((found) => secret(found, result.Target, target)),
    ...(result.Licenses ?? []).map((found) => license(found, result.Target, target)),
  ];
}

/** A group of packages: those of a system are `/image.tar (debian 12.15)` to Trivy, where the archive's path says nothing. */
function groupOf(name: string, artifact: string): string {
  const isOfSystem = name.startsWith(`${artifact} (`) && name.endsWith(")");
  return (isOfSystem && name.slice(artifact.length + 2, -1)) || name;
}

type Item<Key extends "Vulnerabilities" | "Misconfigurations" | "Secrets" | "Licenses"> = NonNullable<
  ReportResult[Key]
>[number];

function vulnerability(found: Item<"Vulnerabilities">, file: string, target: string): Finding {
  return {
    kind: "vulnerability",
    id: found.VulnerabilityID,
    severity: severityOf(found.Severity),
    title: found.Title ?? found.VulnerabilityID,
    target,
    file: found.PkgPath ?? file,
    link: found.PrimaryURL,
    package: found.PkgName,
    installed: found.InstalledVersion ?? "an unknown version",
    fixed: found.FixedVersion,
    identity: identityOf("vulnerability", target, found.VulnerabilityID, found.PkgName),
  };
}

function misconfiguration(found: Item<"Misconfigurations">, file: string, target: string): Finding {
  const { Resource, StartLine, EndLine } = found.CauseMetadata ?? {};
  return {
    kind: "misconfiguration",
    id: found.ID,
    severity: severityOf(found.Severity),
    title: found.Title ?? found.ID,
    target,
    file,
    link: found.PrimaryURL,
    lines: linesOf(StartLine, EndLine),
    resource: Resource,
    advice: found.Resolution,
    // The message tells two faults of one resource apart. It repeats lines of the file, so it is not shown.
    identity: identityOf("misconfiguration", target, found.ID, file, Resource, found.Message),
  };
}

function secret(found: Item<"Secrets">, file: string, target: string): Finding {
  return {
    kind: "secret",
    id: found.RuleID,
    severity: severityOf(found.Severity),
    title: found.Title ?? found.RuleID,
    target,
    file,
    link: undefined,
    lines: linesOf(found.StartLine, found.EndLine),
    identity: identityOf("secret", target, found.RuleID, file, found.Match),
  };
}

function license(found: Item<"Licenses">, file: string, target: string): Finding {
  const where = found.FilePath ?? file;
  return {
    kind: "license",
    // Some packages write a sentence for a name; an ignore's id has no spaces.
    id: found.Name.replaceAll(/[^\w.:/-]+/g, "-").replaceAll(/^[^A-Za-z0-9]+|-$/g, "") || "unnamed",
    severity: severityOf(found.Severity),
    title: `license ${found.Name}`,
    target,
    file: where,
    link: found.Link,
    package: found.PkgName ?? where,
    name: found.Name,
    identity: identityOf("license", target, found.Name, found.PkgName ?? where),
  };
}

function severityOf(word: string | undefined): Severity {
  return SEVERITIES.find((severity) => severity === word?.toLowerCase()) ?? "unknown";
}

function linesOf(first: number | null | undefined, last: number | null | undefined): Lines | undefined {
  return first && first > 0 ? { first, last: Math.max(first, last ?? first) } : undefined;
}
