/** Tags inside tags, as fast-xml-parser counts them. */
export const MOST_DEEP = 100;

/** Characters of one tag or text: the parser puts both together letter by letter, at some 35 bytes of memory each. */
const LONGEST = 2_000_000;

/** Tags whose content is taken as it stands, without being parsed: what tests print may be long. */
export const UNPARSED = [
  "failure",
  "error",
  "skipped",
  "system-out",
  "system-err",
  "properties",
  "flakyFailure",
  "flakyError",
  "rerunFailure",
  "rerunError",
] as const;

const CLOSED_BY = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

/**
 * Reads no more of a document than where its tags end, and tells what a parser must not be asked to do: to mend a document
 * that ends early, to expand entities that it declares itself, or to hold what is too deep or too long for the memory.
 */
export function boundsOf(text: string): "whole" | "cut-off" | "declares" | "too-deep" | "too-long" {
  let depth = 0;
  let isUnparsed = false;
  let hasTag = false;
  let after = 0;
  for (let start = text.indexOf("<"); start !== -1; start = text.indexOf("<", after)) {
    if (!isUnparsed && start - after > LONGEST) return "too-long";
    const skipped = CLOSED_BY.find(([opening]) => text.startsWith(opening, start));
    const end = skipped ? closing(text, skipped[1], start + skipped[0].length) : tagEnd(text, start + 1);
    if (end === undefined) return "cut-off";
    after = end;
    if (skipped) continue;
    if (end - start > LONGEST) return "too-long";
    if (text[start + 1] === "!") {
      if (text.slice(start, end).includes("[")) return "declares";
      continue;
    }
    if (text[start + 1] === "/") depth -= 1;
    else if (text[end - 2] !== "/") depth += 1;
    if (depth > MOST_DEEP) return "too-deep";
    hasTag = true;
    isUnparsed = UNPARSED.some((name) => text.startsWith(name, start + 1));
  }
  return depth > 0 || !hasTag ? "cut-off" : "whole";
}

function closing(text: string, mark: string, from: number): number | undefined {
  const at = text.indexOf(mark, from);
  return at === -1 ? undefined : at + mark.length;
}

/** Where a tag ends: at the first `>` that is not in quotes. */
function tagEnd(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === ">") return at + 1;
    if (character !== '"' && character !== "'") continue;
    at = text.indexOf(character, at + 1);
    if (at === -1) return undefined;
  }
  return undefined;
}
