import type { PlainMessage } from "../plain-message.js";

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;
const DURATION = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/;

/** A google.protobuf.Timestamp from RFC 3339, or undefined where it is none. */
export function timestampOf(text: string): PlainMessage | undefined {
  const [, whole, fraction = "", zone] = TIMESTAMP.exec(text) ?? [];
  const millis = Date.parse(`${whole}${zone}`);
  return Number.isNaN(millis) ? undefined : secondsAndNanos(String(millis / 1000), nanosOf(fraction));
}

/** RFC 3339 in UTC, with 0, 3, 6 or 9 decimals. */
export function timestampText(timestamp: PlainMessage): string {
  const instant = new Date(Number(timestamp["seconds"] ?? 0) * 1000).toISOString();
  return `${instant.slice(0, instant.indexOf("."))}${fractionText(Number(timestamp["nanos"] ?? 0))}Z`;
}

/** A google.protobuf.Duration from `3.5s`, or undefined where it is none. */
export function durationOf(text: string): PlainMessage | undefined {
  const [match, sign = "", seconds = "", fraction = ""] = DURATION.exec(text) ?? [];
  if (match === undefined) return undefined;
  const whole = Number(seconds);
  return secondsAndNanos(whole === 0 ? "0" : `${sign}${whole}`, nanosOf(fraction) * (sign === "-" ? -1 : 1));
}

/** Seconds with 0, 3, 6 or 9 decimals and an `s`. */
export function durationText(duration: PlainMessage): string {
  const seconds = BigInt(String(duration["seconds"] ?? 0));
  const nanos = Number(duration["nanos"] ?? 0);
  const sign = seconds < 0n || nanos < 0 ? "-" : "";
  return `${sign}${seconds < 0n ? -seconds : seconds}${fractionText(Math.abs(nanos))}s`;
}

function secondsAndNanos(seconds: string, nanos: number): PlainMessage {
  return { ...(seconds === "0" ? {} : { seconds }), ...(nanos === 0 ? {} : { nanos }) };
}

function nanosOf(fraction: string): number {
  return Number(fraction.padEnd(9, "0"));
}

function fractionText(nanos: number): string {
  if (nanos === 0) return "";
  return `.${String(nanos)
    .padStart(9, "0")
    .replace(/(000){1,2}$/, "")}`;
}
