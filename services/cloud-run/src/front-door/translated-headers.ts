import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { type Random, traceOf } from "./trace.js";

/** Headers for the next hop alone, which HTTP/2 does not have. RFC 9113 section 8.2.2. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
  "te",
]);

/** Headers without those for one hop and without pseudo headers. */
export function endToEnd(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const nominated = new Set(
    String(headers.connection ?? "")
      .toLowerCase()
      .split(",")
      .map((name) => name.trim()),
  );
  const kept = Object.entries(headers).filter(
    ([name, value]) =>
      value !== undefined &&
      !name.startsWith(":") &&
      !HOP_BY_HOP.has(name) &&
      (name === "host" || !nominated.has(name)),
  );
  return Object.fromEntries(kept);
}

/** The headers of a request as the container is sent them, without its host. */
export function requestHeaders(
  headers: IncomingHttpHeaders,
  remoteAddress: string,
  random: Random,
): OutgoingHttpHeaders {
  const { traceparent, cloudTrace } = traceOf(
    text(headers["traceparent"]),
    text(headers["x-cloud-trace-context"]),
    random,
  );
  const before = text(headers["x-forwarded-for"]);
  const { host: _, ...kept } = endToEnd(headers);
  return {
    ...kept,
    ...(String(headers["te"] ?? "").toLowerCase() === "trailers" ? { te: "trailers" } : {}),
    "x-forwarded-for": before === undefined ? remoteAddress : `${before}, ${remoteAddress}`,
    "x-forwarded-proto": "http",
    traceparent,
    "x-cloud-trace-context": cloudTrace,
  };
}

function text(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Bytes that headers come to as text, which HTTP/2 never sends. */
export function headerBytes(headers: IncomingHttpHeaders | OutgoingHttpHeaders): number {
  return Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + String(value).length + 4, 0);
}
