import { parseSeverity, type Severity } from "./severity.js";

/** One line of a container's output, or of what the platform says of the container ("system"). */
export interface LogLine {
  /** Full name of the revision. */
  readonly revision: string;
  readonly instance: string;
  readonly stream: "stdout" | "stderr" | "system";
  readonly text: string;
  /** Default: what the line itself says, if it is JSON; otherwise DEFAULT. */
  readonly severity?: Severity;
}

/** One entry as Cloud Logging would have it. */
export interface LogEntry {
  readonly severity: Severity;
  /** RFC 3339, UTC, milliseconds. */
  readonly timestamp: string;
  readonly revision: string;
  readonly instance: string;
  readonly stream: LogLine["stream"];
  readonly message: string;
  /** What a structured line says besides its severity and its message. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/**
 * A line that is a JSON object is taken apart as Cloud Run does: `severity` and `message` become the entry's own.
 * https://cloud.google.com/run/docs/logging#using-json
 */
export function toEntry(line: LogLine, nowMillis: number): LogEntry {
  const { severity, message, ...fields } = structured(line.text) ?? { message: line.text };
  const isMessage = typeof message === "string";
  const rest = isMessage || message === undefined ? fields : { message, ...fields };
  const known = parseSeverity(severity);
  if (known === undefined && severity !== undefined) rest["severity"] = severity;
  return {
    severity: line.severity ?? known ?? "DEFAULT",
    timestamp: new Date(nowMillis).toISOString(),
    revision: line.revision,
    instance: line.instance,
    stream: line.stream,
    message: isMessage ? message : line.text,
    ...(Object.keys(rest).length > 0 ? { fields: rest } : {}),
  };
}

function structured(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
