import type { PlainMessage } from "../plain-message.js";
import { StatusError } from "../status.js";
import { number } from "./fields.js";
import { shortName } from "./names.js";

/** In the form that Cloud Run gives: the time of the last change as a protobuf Timestamp, and the name, in base64. */
export function etagOf(name: string, updateTime: PlainMessage | undefined): string {
  const time = Buffer.from([
    0x08,
    ...varint(number(updateTime, "seconds")),
    0x10,
    ...varint(number(updateTime, "nanos")),
  ]);
  return `"${time.toString("base64").replaceAll("=", "")}/${Buffer.from(name).toString("base64").replaceAll("=", "")}"`;
}

/** Rule 11: an etag that was given and is no longer right is ABORTED; none means that the last writer wins. */
export function requireEtag(given: string, current: string, name: string): void {
  if (given !== "" && given !== current) {
    throw new StatusError(
      "ABORTED",
      `Conflict for resource '${shortName(name)}': version '${given}' was specified but current version is '${current}'.`,
    );
  }
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left > 127) {
    bytes.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}
