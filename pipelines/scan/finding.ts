/** Severities from worst to least. Trivy's own words, in small letters; any other word is read as `unknown`. */
export const SEVERITIES = ["critical", "high", "medium", "low", "unknown"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What can be found, each with the name of its limits in the config. */
export const KINDS = {
  vulnerability: "vulnerabilities",
  misconfiguration: "misconfigurations",
  secret: "secrets",
  license: "licenses",
} as const;
export type Kind = keyof typeof KINDS;

/** First and last line, counted from 1. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

interface Common {
  /** Such as CVE-2021-44906, DS-0002, aws-access-key-id or GPL-3.0-only: what an ignore names. */
  readonly id: string;
  readonly severity: Severity;
  /** Fixed text of the rule or advisory, never of what was scanned. */
  readonly title: string;
  /** What was scanned, as the caller named it, such as `image api`. */
  readonly target: string;
  /** Path inside the target, or Trivy's name for a group of packages. */
  readonly file: string;
  readonly link: string | undefined;
  /** The same for the same thing in another scan, wherever in its file it stands. */
  readonly identity: string;
}

/** One thing that Trivy reports. The text of a secret, and of the lines around any finding, is not part of it. */
export type Finding = Common &
  (
    | {
        readonly kind: "vulnerability";
        readonly package: string;
        readonly installed: string;
        /** Versions without it; undefined where there is none yet. */
        readonly fixed: string | undefined;
      }
    | {
        readonly kind: "misconfiguration";
        readonly lines: Lines | undefined;
        /** Terraform's address of what is wrong, such as google_storage_bucket.photos. */
        readonly resource: string | undefined;
        readonly advice: string | undefined;
      }
    | { readonly kind: "secret"; readonly lines: Lines | undefined }
    | { readonly kind: "license"; readonly package: string; readonly name: string }
  );

/** What stands in the way of reading something: the three sentences of an error, without any of the text that was read. */
export interface Problem<Reason extends string> {
  readonly reason: Reason;
  readonly what: string;
  readonly saw: string;
  readonly next: string;
}
