import { type Refused, refuse, type Subject } from "./problem.js";

const MOST_MEGABYTES = 50;

/** Refuses a file that holds nothing, or more than 50 MB (of a million bytes, in UTF-8). */
export function refusedForSize(text: string, subject: Subject): Refused | undefined {
  const megabytes = Buffer.byteLength(text) / 1_000_000;
  if (megabytes > MOST_MEGABYTES) {
    return refuse(subject, "too-large", `${Math.ceil(megabytes)} MB; ${MOST_MEGABYTES} MB is the most that is read`);
  }
  return text.trim() === "" ? refuse(subject, "empty", "nothing") : undefined;
}
