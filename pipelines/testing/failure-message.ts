import type { XmlElement } from "./xml-element.js";
import { oneLine } from "./xml-text.js";

const MOST_LINES = 5;
/** Stack traces, rulers and lone brackets. */
const NOISE = /^at .+|^[^\p{L}\p{N}]*$/u;

/** The first lines of a `failure` or `error`: those of its message, then those of its text that say something more. */
export function failureMessage(failure: XmlElement): string {
  const lines: string[] = [];
  for (const part of [failure.attribute("message") ?? "", failure.text()]) {
    for (const raw of part.split("\n")) {
      const line = oneLine(raw);
      // vitest and pytest repeat the message in the text, with the error's name or an E before it.
      const isKnown = lines.some((known) => known.includes(line) || line.endsWith(known));
      if (lines.length < MOST_LINES && !isKnown && !NOISE.test(line)) lines.push(line);
    }
  }
  return lines.join("\n") || oneLine(failure.attribute("type") ?? "") || "no message";
}
