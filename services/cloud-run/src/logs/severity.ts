/** Severities of Cloud Logging. https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
export const SEVERITIES = [
  "DEFAULT",
  "DEBUG",
  "INFO",
  "NOTICE",
  "WARNING",
  "ERROR",
  "CRITICAL",
  "ALERT",
  "EMERGENCY",
] as const;

export type Severity = (typeof SEVERITIES)[number];

/** Other names that the logging agent takes for a severity. */
const SYNONYMS: Readonly<Record<string, Severity>> = {
  TRACE: "DEBUG",
  WARN: "WARNING",
  ERR: "ERROR",
  FATAL: "CRITICAL",
  CRIT: "CRITICAL",
  EMERG: "EMERGENCY",
};

/** What a container's `severity` field means, in any case of letters. Undefined where it is none. */
export function parseSeverity(value: unknown): Severity | undefined {
  if (typeof value !== "string") return undefined;
  const name = value.toUpperCase();
  return SEVERITIES.find((severity) => severity === name) ?? SYNONYMS[name];
}
