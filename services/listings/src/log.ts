import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Config } from "./config.js";

/** pino's levels as the severities of Cloud Logging (cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity). */
const severities: Readonly<Record<string, string>> = {
  fatal: "CRITICAL",
  error: "ERROR",
  warn: "WARNING",
  info: "INFO",
  debug: "DEBUG",
  trace: "DEBUG",
};

/** One JSON object per line, with the field names that Cloud Logging gives a meaning to. */
export function logOptions({ LOG_LEVEL, K_REVISION }: Pick<Config, "LOG_LEVEL" | "K_REVISION">) {
  return {
    level: LOG_LEVEL,
    messageKey: "message",
    base: { revision: K_REVISION },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ severity: severities[label] ?? "DEFAULT" }) },
  };
}

/** The caller's `x-request-id` when it is safe to repeat in a log, else a new one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
