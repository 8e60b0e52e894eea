/**
 * JSON, or how a text fails to be it. The parser's own message quotes the text, which may hold a secret, so only its length
 * is told.
 */
export function readJson(
  text: string,
):
  | { readonly outcome: "read"; readonly value: unknown }
  | { readonly outcome: "cut-off" | "not-json"; readonly saw: string } {
  try {
    return { outcome: "read", value: JSON.parse(text) };
  } catch {
    const saw = text.trim() === "" ? "nothing" : `${text.length} character${text.length === 1 ? "" : "s"}`;
    return { outcome: isCutOff(text) ? "cut-off" : "not-json", saw };
  }
}

/** Whether a text is the beginning of an object or a list, or nothing at all. */
function isCutOff(text: string): boolean {
  const start = text.trimStart();
  if (start === "") return true;
  if (!/^[{[]/.test(start)) return false;
  let depth = 0;
  let isInString = false;
  // By hand: a regular expression runs out of stack on strings of some megabytes.
  for (let at = 0; at < start.length; at++) {
    const character = start[at];
    if (isInString) {
      if (character === "\\") at += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
  }
  return depth > 0;
}
