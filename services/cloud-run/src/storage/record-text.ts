import { createHash } from "node:crypto";

/** A record as the text of a file: a line with its SHA-256, then JSON. */
export function encodeRecord(record: unknown): string {
  const body = JSON.stringify(record);
  return `${checksum(body)}\n${body}`;
}

/** The record, or undefined where the text is torn or was changed. */
export function decodeRecord(text: string): { readonly record: unknown } | undefined {
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== checksum(body)) {
    return undefined;
  }
  return { record: JSON.parse(body) };
}

function checksum(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
