import type { RequestHead, ResponseHead } from "./http1-head.js";
import { type Random, traceOf } from "./trace.js";

/** The head of a request as the container is sent it. */
export function requestHeadText(
  { method, path, lines }: RequestHead,
  options: { readonly isUpgrade: boolean; readonly remoteAddress: string; readonly random: Random },
): string {
  let text = `${method} ${path} HTTP/1.1\r\n${lines.kept}`;
  // HTTP/1.0 knows no host, and HTTP/1.1 no request without one.
  if (lines.host === undefined) text += "Host: \r\n";
  if (lines.isChunked) text += "Transfer-Encoding: chunked\r\n";
  else if (lines.contentLength !== undefined) text += `Content-Length: ${lines.contentLength}\r\n`;
  if (options.isUpgrade) text += `Connection: Upgrade\r\nUpgrade: ${lines.upgrade}\r\n`;
  const { forwardedFor, traceparent, cloudTrace } = lines;
  const forwarded = forwardedFor === undefined ? options.remoteAddress : `${forwardedFor}, ${options.remoteAddress}`;
  text += `X-Forwarded-For: ${forwarded}\r\nX-Forwarded-Proto: http\r\n`;
  if (traceparent === undefined || cloudTrace === undefined) {
    const trace = traceOf(traceparent, cloudTrace, options.random);
    if (traceparent === undefined) text += `traceparent: ${trace.traceparent}\r\n`;
    if (cloudTrace === undefined) text += `X-Cloud-Trace-Context: ${trace.cloudTrace}\r\n`;
  }
  return `${text}\r\n`;
}

/** The head of a response as the client is sent it. */
export function responseHeadText(
  { statusText, lines }: ResponseHead,
  options: {
    readonly minor: number;
    readonly isKept: boolean;
    readonly isChunked: boolean;
    readonly cookie: string | undefined;
  },
): string {
  let text = `HTTP/1.1 ${statusText}\r\n${lines.kept}`;
  if (options.isChunked) text += "Transfer-Encoding: chunked\r\n";
  // Both at once: the chunks count. RFC 9112 section 6.3.
  else if (lines.contentLength !== undefined && !lines.isChunked) text += `Content-Length: ${lines.contentLength}\r\n`;
  if (!options.isKept) text += "Connection: close\r\n";
  else if (options.minor === 0) text += "Connection: keep-alive\r\n";
  if (options.cookie !== undefined) text += `Set-Cookie: ${options.cookie}\r\n`;
  return `${text}\r\n`;
}
