const LONGEST = 200;

/**
 * A path or a ref on one line for people: as it is, or in quotes where it is empty or holds what a terminal would act on
 * or not show. Cut in the middle where it is long: both ends tell it apart.
 */
export function shownPath(path: string): string {
  const characters = [...path];
  const half = LONGEST / 2;
  const short =
    characters.length > LONGEST
      ? `${characters.slice(0, half).join("")}...${characters.slice(-half).join("")}`
      : characters.join("");
  if (short !== "" && short.trim() === short && !UNSHOWN.test(short)) return short;
  return `"${short.replace(/["\\]/g, "\\$&").replaceAll(new RegExp(UNSHOWN, "gu"), escaped)}"`;
}

/** Control, format and unassigned characters, lone surrogates, line and paragraph separators. */
const UNSHOWN = /[\p{C}\p{Zl}\p{Zp}]/u;

function escaped(character: string): string {
  if (character === "\n") return "\\n";
  return character === "\t" ? "\\t" : `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
