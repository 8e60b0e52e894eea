import type { PlainMessage } from "../plain-message.js";
import { number } from "./fields.js";

/** google.protobuf.Timestamp of microseconds since 1970. */
export function timestamp(micros: number): PlainMessage {
  return { seconds: String(Math.floor(micros / 1e6)), nanos: (micros % 1e6) * 1000 };
}

/** Microseconds since 1970 of a Timestamp, and 0 where there is none. */
export function microsOf(time: PlainMessage | undefined): number {
  return number(time, "seconds") * 1e6 + Math.floor(number(time, "nanos") / 1000);
}
